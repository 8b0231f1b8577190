import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { ContenderName } from './contenders';
import { ROUND_TRIP } from './plan';
import { start, type Program } from './program';
import type { Gateway } from './server';
import type { Cost, GatewayState, Path, Question } from './types';

export type Client = Program<null, Question, Cost>;

/** The processes of a running benchmark. */
export interface Processes {
	readonly clients: ReadonlyMap<ContenderName, Client>;
	/** Sockets opened to the gateway so far. */
	sockets(): Promise<number>;
	/** Calls `use` with the base URL for that network path; relayed paths get a new relay each time. */
	via<T>(path: Path, use: (baseUrl: string) => Promise<T>): Promise<T>;
}

/** Starts the gateway and the clients as separate processes and stops them after `use`. */
export async function withProcesses<T>(
	names: readonly ContenderName[],
	use: (processes: Processes) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-bench-'));
	const gateway = await start<Gateway, object, GatewayState>('server.ts');
	const clients = new Map<ContenderName, Client>();
	try {
		const { baseUrl, certificate, access } = gateway.ready;
		const trusted = path.join(folder, 'gateway.pem');
		writeFileSync(trusted, certificate);
		const environment = { NODE_EXTRA_CA_CERTS: trusted, BENCH_ACCESS: JSON.stringify(access) };
		for (const name of names) clients.set(name, await start('client.ts', [name], environment));
		return await use({
			clients,
			sockets: async () => (await gateway.ask({})).sockets,
			via: async (networkPath, run) =>
				networkPath === 'direct' ? await run(baseUrl) : await far(baseUrl, run),
		});
	} finally {
		await Promise.all([gateway, ...clients.values()].map((program) => program.end()));
		rmSync(folder, { recursive: true, force: true });
	}
}

async function far<T>(baseUrl: string, use: (baseUrl: string) => Promise<T>): Promise<T> {
	const { port } = new URL(baseUrl);
	const relay = await start<{ readonly baseUrl: string }>('relay.ts', [
		port,
		String(ROUND_TRIP / 2),
	]);
	try {
		return await use(relay.ready.baseUrl);
	} finally {
		await relay.end();
	}
}
