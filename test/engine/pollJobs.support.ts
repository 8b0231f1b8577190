import { NoOpPollJobManager, PollJobManager } from 'n8n-core';
import type { INode } from 'n8n-workflow';

import { Container } from './services.support';

/** The jobs of n8n's scheduler: one for each polling node, there until the workflow is deactivated. */
export class Jobs extends PollJobManager {
	private readonly nodes = new Set<string>();

	async register(_workflowId: string, { id }: INode): Promise<{ inserted: boolean }> {
		const inserted = !this.nodes.has(id);
		this.nodes.add(id);
		return { inserted };
	}

	async remove(_workflowId: string, id: string): Promise<void> {
		this.nodes.delete(id);
	}

	get isEmpty(): boolean {
		return this.nodes.size === 0;
	}
}

/** Gives n8n's engine these jobs; without any it keeps the time of polls in memory. */
export function useJobs(jobs: Jobs = new NoOpPollJobManager() as never): void {
	Container.set(PollJobManager, jobs);
}
