/**
 * Measures Get Order beside the floor, n8n's own request helper and the providers' npm clients:
 *
 *   npm run bench                  about ten minutes
 *   npm run bench -- --quick       less than a minute, fewer cells
 *   npm run bench -- --write       updates the tables in docs/performance.md
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { judge } from './aims';
import { CONTENDER_NAMES, CONTENDERS, type ContenderName } from './contenders';
import { installPeers } from './peers';
import { FULL, QUICK, ROUND_TRIP, type Cell, type Plan } from './plan';
import { start, type Program } from './program';
import { inMarkdown, inTerminal, writeDocument } from './report';
import { resultOf, type Result, type Results, type Sample, type Weight } from './results';
import type { Gateway } from './server';
import type { Cost, GatewayState, Path, ProviderName, Question } from './types';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

type Client = Program<null, Question, Cost>;
type Sandbox = Program<Gateway, object, GatewayState>;

/** The programs of a benchmark while it runs. */
interface Stage {
	readonly sandbox: Sandbox;
	readonly baseUrls: Readonly<Record<Path, string>>;
	readonly clients: ReadonlyMap<ContenderName, Client>;
}

async function withStage<T>(
	names: readonly ContenderName[],
	use: (stage: Stage) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-bench-'));
	const programs: Array<Program<unknown, never, unknown>> = [];
	const keep = <P extends Program<unknown, never, unknown>>(program: P): P => {
		programs.push(program);
		return program;
	};
	try {
		const sandbox: Sandbox = keep(await start('server.ts'));
		const { baseUrl, certificate, access } = sandbox.ready;
		const trusted = path.join(folder, 'gateway.pem');
		writeFileSync(trusted, certificate);
		const relay = keep(
			await start<{ baseUrl: string }>('relay.ts', [new URL(baseUrl).port, String(ROUND_TRIP / 2)]),
		);
		const clients = new Map<ContenderName, Client>();
		for (const name of names) {
			const client: Client = keep(
				await start('client.ts', [name], {
					NODE_EXTRA_CA_CERTS: trusted,
					BENCH_ACCESS: JSON.stringify(access),
				}),
			);
			clients.set(name, client);
		}
		return await use({ sandbox, baseUrls: { direct: baseUrl, far: relay.ready.baseUrl }, clients });
	} finally {
		await Promise.all(programs.map((program) => program.end()));
		rmSync(folder, { recursive: true, force: true });
	}
}

const PROVIDERS: readonly ProviderName[] = ['aliexpress', 'tuya'];

async function warmUp({ clients, baseUrls }: Stage, orders: Plan['warmUp']): Promise<void> {
	for (const [name, client] of clients) {
		for (const provider of PROVIDERS.filter((each) => (CONTENDERS[name].only ?? each) === each)) {
			await client.ask({
				provider,
				baseUrl: baseUrls.direct,
				orders: orders[name],
				concurrency: 5,
				heap: false,
			});
		}
	}
}

/** One run, on connections that a few orders have opened before it. */
async function sample(
	{ sandbox, baseUrls }: Stage,
	client: Client,
	{ path: way, provider, orders, concurrency }: Cell,
): Promise<Sample> {
	const task = { provider, baseUrl: baseUrls[way], concurrency, heap: false };
	await client.ask({ ...task, orders: 2 * concurrency });
	const before = await sandbox.ask({});
	const cost = await client.ask({ ...task, orders });
	const after = await sandbox.ask({});
	return { ...cost, sockets: after.sockets - before.sockets };
}

/** The contenders take turns, so that what else the machine does falls on all of them. */
async function fill(stage: Stage, cell: Cell): Promise<readonly Result[]> {
	const samples = new Map<ContenderName, Sample[]>();
	for (let repeat = 0; repeat < cell.repeats; repeat++) {
		for (const name of cell.contenders) {
			const client = stage.clients.get(name);
			if (!client) continue;
			const sofar = samples.get(name) ?? [];
			samples.set(name, sofar);
			sofar.push(await sample(stage, client, cell));
		}
	}
	return [...samples].map(([name, list]) => resultOf(cell, name, list));
}

async function weigh({ clients, baseUrls }: Stage, orders: number): Promise<readonly Weight[]> {
	const client = clients.get('getOrder');
	if (!client) return [];
	const { heapPerRow } = await client.ask({
		provider: 'aliexpress',
		baseUrl: baseUrls.direct,
		orders,
		concurrency: 20,
		heap: true,
	});
	return heapPerRow === null ? [] : [{ orders, heapPerRow }];
}

async function main(args: readonly string[]): Promise<void> {
	const plan = args.includes('--quick') ? QUICK : FULL;
	const begun = Date.now();
	const hasPeers = installPeers();
	if (!hasPeers) say('The other clients could not be installed: this run goes without them.');
	const names = CONTENDER_NAMES.filter((name) => hasPeers || !CONTENDERS[name].peer);
	const measured = await withStage(names, async (stage): Promise<Results> => {
		say('Warming up');
		await warmUp(stage, plan.warmUp);
		const results: Result[] = [];
		for (const cell of plan.cells) {
			const filled = await fill(stage, cell);
			results.push(...filled);
			for (const result of filled) say(inTerminal(result));
		}
		const weights: Weight[] = [];
		for (const orders of plan.weighed) weights.push(...(await weigh(stage, orders)));
		return { results, weights };
	});
	const report = inMarkdown(measured, judge(measured));
	say(`\n${report}\nTook ${((Date.now() - begun) / 1000).toFixed(0)} s`);
	if (args.includes('--write')) say(`Written: ${await writeDocument(report)}`);
}

void main(process.argv.slice(2)).catch((reason: unknown) => {
	say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
	process.exitCode = 1;
});
