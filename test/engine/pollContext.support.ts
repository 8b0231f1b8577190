import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';

import {
	commitStagedCursor,
	NoOpPollJobManager,
	PollContext,
	PollJobManager,
	runPollInStagingScope,
	TriggersAndPollers,
} from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IWorkflowExecuteAdditionalData,
	Logger,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { PollEngine } from './pollStage.support';
import { Container } from './services.support';

/** What n8n's server gives a poll: where it remembers, where its items, errors and logs go. */
export interface PollHost {
	readonly engine: PollEngine;
	readonly cursors: CursorStore;
	readonly logger: Logger;
	load(): Workflow;
	additionalData(): IWorkflowExecuteAdditionalData;
	/** Undefined for what the engine gives; null for an n8n that has no budget. */
	budget(): number | null | undefined;
	emit(workflow: Workflow, data: INodeExecutionData[][]): void;
	fail(error: Error): void;
	isAbandoned(): boolean;
}

/** n8n's table of cursors: by node id, so that a renamed node keeps its own. */
export class CursorStore {
	private readonly rows = new Map<string, string>();

	load(nodeId: string): IDataObject | undefined {
		const text = this.rows.get(nodeId);
		return text === undefined ? undefined : (JSON.parse(text) as IDataObject);
	}

	save(nodeId: string, cursor: IDataObject): void {
		this.rows.set(nodeId, JSON.stringify(cursor));
	}
}

/** The static data of a workflow in n8n's database: JSON, written and read as a whole. */
export class StaticDataStore {
	private text = '{}';

	load(): IDataObject {
		return JSON.parse(this.text) as IDataObject;
	}

	save(data: IDataObject): void {
		this.text = JSON.stringify(data);
	}

	/** What n8n does at an activation and when a trigger emits: it stores what has changed. */
	saveChanged({ staticData }: Workflow): void {
		if (staticData.__dataChanged !== true) return;
		this.save(staticData);
		staticData.__dataChanged = false;
	}
}

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

/** 45 s less a fifth: n8n's scheduler by its defaults. */
const SCHEDULED_BUDGET = 36_000;

interface Staged {
	readonly snapshot: IDataObject;
	seed: IDataObject;
}

/** One for all contexts, because Node does work at every promise for each storage that was ever used. */
const staging = new AsyncLocalStorage<Staged>();

/** n8n's own context of a poll, connected as n8n's server connects it (seen in n8n 2.40.7). */
export function pollContext(
	host: PollHost,
	workflow: Workflow,
	node: INode,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
	isScheduled = false,
): PollContext {
	const { cursors } = host;
	const hasCursor = host.engine === 'durable';
	const commit = (): void => {
		const staged = staging.getStore();
		if (!staged || isDeepStrictEqual(staged.snapshot, staged.seed)) return;
		staged.seed = structuredClone(staged.snapshot);
		cursors.save(node.id, staged.seed);
	};
	const context = new PollContext(
		workflow,
		node,
		host.additionalData(),
		mode,
		activation,
		(data) => {
			commit();
			host.emit(workflow, data);
		},
		(error) => host.fail(error),
		async () => commit(),
		async (poll) => {
			if (!hasCursor) return await poll();
			if (!cursors.load(node.id)) cursors.save(node.id, workflow.getStaticData('node', node));
			const seed = cursors.load(node.id) ?? {};
			return await staging.run({ snapshot: structuredClone(seed), seed }, poll);
		},
		() => {
			if (!hasCursor) return workflow.getStaticData('node', node);
			const staged = staging.getStore();
			if (!staged) throw new Error('Poll node read its static data outside of a poll');
			return staged.snapshot;
		},
		isScheduled ? () => host.budget() ?? SCHEDULED_BUDGET : undefined,
	);
	const budget = host.budget();
	if (budget !== undefined)
		Object.defineProperty(context, 'getPollBudgetMs', {
			value: budget === null ? undefined : () => budget,
		});
	Object.defineProperty(context, 'logger', { value: host.logger });
	return context;
}

/** One poll as n8n's scheduler runs it: on a workflow that was just loaded, in a context of its own. */
export async function tickOfScheduler(host: PollHost, jobs: Jobs): Promise<void> {
	if (jobs.isEmpty) throw new Error('The workflow is not polled: it is not active');
	const workflow = host.load();
	const [node] = workflow.getPollNodes();
	if (!node) throw new Error('The workflow has no polling node');
	const context = pollContext(host, workflow, node, 'trigger', 'update', true);
	await runPollInStagingScope(context, async () => {
		try {
			const polled = await Container.get(TriggersAndPollers).runPollFunction(
				workflow,
				node,
				context,
			);
			if (host.isAbandoned()) return;
			if (polled === null) await commitStagedCursor(context);
			else context.__emit(polled);
		} catch (error) {
			if (!host.isAbandoned()) context.__emitError(error as Error);
		}
	});
}
