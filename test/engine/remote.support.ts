/**
 * Get Order in a process of its own, for what n8n and Node read from the environment at their start:
 * certificates, proxies, the egress filter. Reads its task as JSON from standard input, writes what
 * came of it as JSON to standard output.
 */
import { text } from 'node:stream/consumers';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';

export interface RemoteTask {
	/** Put into the store before the run; none when the store's file holds them already. */
	readonly credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	/** A file that keeps the store from process to process. */
	readonly store?: string;
	readonly orders: ReadonlyArray<Record<string, unknown>>;
	readonly parameters: Parameters<typeof getOrderWorkflow>[1];
}

export interface RemoteResult {
	readonly rows: ReadonlyArray<Record<string, unknown>>;
	readonly error: { message: string; description: string } | null;
}

async function main(): Promise<void> {
	const task = JSON.parse(await text(process.stdin)) as RemoteTask;
	const engine = await createEngine({ store: new CredentialStore(task.store) });
	for (const [id, data] of Object.entries(task.credentials)) engine.store.put(id, data);
	const finished = await engine.run(getOrderWorkflow(task.orders, task.parameters));
	const { error } = finished;
	const result: RemoteResult = {
		rows: finished.jsons('Get Order'),
		error: error ? { message: error.message, description: error.description ?? '' } : null,
	};
	process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

void main();
