/**
 * Compares Get Order with the theoretical floor, n8n's request helper and the providers' npm clients,
 * on loopback TLS. Every client and the sandbox have a process each. The last line has the ratios.
 *
 *   npm run bench                  a few minutes
 *   npm run bench -- --quick       about a minute, fewer cells
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';

import { isInstalled } from '../installed.cjs';
import { readOptions } from '../options.cjs';
import type { Cost, Question } from './client';
import { CONTENDERS, contendersFor, PROVIDERS } from './contender';
import type { ContenderName, ProviderName } from './contender';
import type { Gateway } from './gateway';
import { start, type Program } from './program';
import { benchTable, ratioLine, type Cell, type Measured } from './report';

interface Plan {
	readonly sizes: ReadonlyArray<Omit<Cell, 'provider'>>;
	/** Runs per contender and cell; their median counts. */
	readonly repeats: number;
	/** V8 goes on optimizing for some thousand orders. */
	readonly warmUp: number;
	/** What is measured once, after a run to warm up, without a comparison. */
	readonly alone: ReadonlyArray<Cell & { readonly contender: ContenderName }>;
}

const FULL: Plan = {
	sizes: [
		{ orders: 100, concurrency: 1 },
		{ orders: 100, concurrency: 5 },
		{ orders: 1000, concurrency: 5 },
		{ orders: 1000, concurrency: 20 },
	],
	repeats: 5,
	warmUp: 8000,
	alone: [
		{ contender: 'getOrder', provider: 'tuya', orders: 10_000, concurrency: 20 },
		{ contender: 'getManyOrders', provider: 'tuya', orders: 50_000, concurrency: 20 },
		{ contender: 'orderTrigger', provider: 'tuya', orders: 5000, concurrency: 20 },
		{ contender: 'orderTrigger', provider: 'tuya', orders: 50_000, concurrency: 20 },
	],
};
const QUICK: Plan = {
	sizes: [{ orders: 1000, concurrency: 20 }],
	repeats: 3,
	warmUp: 3000,
	alone: [],
};

/** The helper opens a connection for each order: more of them would use up the host's ports. */
const HELPER_WARM_UP = 300;
const WARM_UP_ROUND = 1000;

type Client = Program<null, Question, Cost>;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns false when the npm clients cannot be installed, for example without a network */
function installNpmClients(): boolean {
	if (isInstalled(__dirname)) return true;
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: __dirname,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	return status === 0;
}

/** Measures one provider in processes of its own, since leftovers of the other would cost time. */
async function measureProvider(
	provider: ProviderName,
	{ sizes, repeats, warmUp }: Plan,
	names: readonly ContenderName[],
	environment: Readonly<Record<string, string>>,
): Promise<readonly Measured[]> {
	const clients: Array<readonly [ContenderName, Client]> = [];
	try {
		for (const name of names) {
			const client: Client = await start('client.ts', [name], environment);
			clients.push([name, client]);
			const orders = name === 'helper' ? HELPER_WARM_UP : WARM_UP_ROUND;
			for (let left = name === 'helper' ? orders : warmUp; left > 0; left -= orders) {
				await client.ask({ provider, orders, concurrency: 20 });
			}
		}
		const measured: Measured[] = [];
		for (const size of sizes) {
			const cell = { provider, ...size };
			const taking = clients.map(([contender, client]) => ({
				contender,
				client,
				costs: [] as Cost[],
			}));
			// They take turns, so that other load on the host affects all of them.
			for (let repeat = 0; repeat < repeats; repeat++) {
				for (const { client, costs } of taking) costs.push(await client.ask(cell));
			}
			measured.push(...taking.map(({ contender, costs }) => ({ cell, contender, costs })));
		}
		return measured;
	} finally {
		await Promise.all(clients.map(async ([, client]) => await client.end()));
	}
}

async function main(): Promise<void> {
	const plan = readOptions('bench').quick ? QUICK : FULL;
	const hasNpmClients = installNpmClients();
	if (!hasNpmClients) say('The npm clients could not be installed and are skipped.');
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-bench-'));
	const gateway = await start<Gateway, number, number>('gateway.ts');
	try {
		const { certificate, access } = gateway.ready;
		const trusted = path.join(folder, 'gateway.pem');
		writeFileSync(trusted, certificate);
		const environment = { NODE_EXTRA_CA_CERTS: trusted, BENCH_ACCESS: JSON.stringify(access) };
		const measured: Measured[] = [];
		for (const provider of Object.keys(PROVIDERS) as ProviderName[]) {
			const names = contendersFor(provider).filter(
				(name) => hasNpmClients || !('only' in CONTENDERS[name]),
			);
			measured.push(...(await measureProvider(provider, plan, names, environment)));
		}
		for (const { contender, ...cell } of plan.alone) {
			await gateway.ask(cell.orders);
			const client: Client = await start('client.ts', [contender], environment);
			await client.ask(cell);
			measured.push({ cell, contender, costs: [await client.ask(cell)] });
			await client.end();
		}
		const memory = Math.round(totalmem() / 1024 ** 3);
		const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB`;
		say(`${machine}, Node ${process.versions.node}\n\n${benchTable(measured)}\n`);
		say(ratioLine(measured));
	} finally {
		await gateway.end();
		rmSync(folder, { recursive: true, force: true });
	}
}

void main().catch((reason: unknown) => {
	say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
	process.exitCode = 1;
});
