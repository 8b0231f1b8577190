/**
 * Get Order in a process of its own, for what n8n and Node read from the environment at their start:
 * certificates and the egress filter. Runs a task for each line of JSON on standard input, and writes
 * what came of it as a line of JSON.
 */
import { createInterface } from 'node:readline';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { systemRuntime } from '../../http/runtime';
import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';

export interface RemoteTask {
	/** Put into the store before the run; none when the store's file holds them already. */
	readonly credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	/** A file that keeps the store from process to process. */
	readonly store?: string;
	/** Variables of the environment while the task runs, for example proxies. */
	readonly env?: Readonly<Record<string, string>>;
	readonly orders: ReadonlyArray<Record<string, unknown>>;
	readonly parameters: Parameters<typeof getOrderWorkflow>[1];
}

export interface RemoteResult {
	readonly rows: ReadonlyArray<Record<string, unknown>>;
	readonly error: { message: string; description: string } | null;
}

async function run({ credentials, store, env = {}, orders, parameters }: RemoteTask) {
	Object.assign(process.env, env);
	// What the package keeps belongs to a runtime: with another one it starts afresh.
	const runtime = { ...systemRuntime };
	const engine = await createEngine({ store: new CredentialStore(store), runtime });
	for (const [id, data] of Object.entries(credentials)) engine.store.put(id, data);
	const finished = await engine.run(getOrderWorkflow(orders, parameters));
	for (const name of Object.keys(env)) delete process.env[name];
	const { error } = finished;
	return {
		rows: finished.jsons('Get Order'),
		error: error ? { message: error.message, description: error.description ?? '' } : null,
	} satisfies RemoteResult;
}

async function main(): Promise<void> {
	for await (const line of createInterface({ input: process.stdin }))
		process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as RemoteTask))}\n`);
	process.exit(0);
}

void main();
