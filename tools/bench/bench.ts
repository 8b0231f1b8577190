/**
 * Compares Get Order with its first version, the theoretical floor, n8n's request helper and the
 * providers' npm clients:
 *
 *   npm run bench                  about sixteen minutes
 *   npm run bench -- --quick       less than a minute, fewer cells
 *   npm run bench -- --write       updates the tables in docs/performance.md
 */
import { readOptions } from '../options.cjs';
import { judge } from './aims';
import { CONTENDER_NAMES, CONTENDERS } from './contenders';
import { hasPrevious } from './contenders/previous';
import { installNpmClients } from './npmClients';
import { FULL, QUICK, type Cell, type Plan } from './plan';
import { inMarkdown, inTerminal, writeDocument } from './report';
import { resultOf, type Result, type Results, type Sample, type HeapResult } from './results';
import { withProcesses, type Client, type Processes } from './processes';
import type { Cost, ProviderName } from './types';

const PROVIDERS: readonly ProviderName[] = ['aliexpress', 'tuya'];

/** Orders of one run before the measurements. */
const WARM_UP_ROUND = 1000;

/** Orders of each of the repeated runs. */
const REPEATED_ORDERS = 100;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The providers alternate, as in the measurements. */
async function warmUp({ clients, via }: Processes, orders: Plan['warmUp']): Promise<void> {
	for (const [name, client] of clients) {
		const providers = PROVIDERS.filter((each) => (CONTENDERS[name].only ?? each) === each);
		for (let left = orders[name]; left > 0; left -= WARM_UP_ROUND) {
			for (const provider of providers) {
				const task = { provider, orders: Math.min(left, WARM_UP_ROUND), concurrency: 20 };
				await via('direct', (baseUrl) => client.ask({ ...task, baseUrl, heap: false }));
			}
		}
	}
}

/** Measures one run. Except on the path `new`, a few orders open the connections first. */
const sample = async (processes: Processes, client: Client, cell: Cell): Promise<Sample> =>
	await processes.via(cell.path, async (baseUrl) => {
		const { provider, orders, concurrency } = cell;
		const ask = async (count: number): Promise<Cost> =>
			await client.ask({ provider, baseUrl, concurrency, orders: count, heap: false });
		if (cell.path !== 'new') await ask(2 * concurrency);
		const before = await processes.sockets();
		const cost = await ask(orders);
		return { ...cost, sockets: (await processes.sockets()) - before };
	});

/** The contenders alternate, so that other load on the host affects all of them. */
async function measureCell(processes: Processes, cell: Cell): Promise<readonly Result[]> {
	const taking = cell.contenders.flatMap((name) => {
		const client = processes.clients.get(name);
		return client ? [{ name, client, samples: new Array<Sample>() }] : [];
	});
	for (let repeat = 0; repeat < cell.repeats; repeat++) {
		for (const { client, samples } of taking) samples.push(await sample(processes, client, cell));
	}
	return taking.map(({ name, samples }) => resultOf(cell, name, samples));
}

/** Heap use of runs of different sizes, and what many runs leave behind. */
async function measureHeap(
	{ clients, via }: Processes,
	{ heapRuns, repeatedRuns }: Plan,
): Promise<Pick<Results, 'heapResults' | 'heapAfterRuns'>> {
	const client = clients.get('getOrder');
	if (!client) return { heapResults: [], heapAfterRuns: [] };
	const use = async (orders: number, heap = true) =>
		await via('direct', async (baseUrl) => {
			const task = { provider: 'aliexpress', baseUrl, concurrency: 20 } as const;
			return (await client.ask({ ...task, orders, heap })).heap;
		});
	const heapAfterRuns: number[] = [];
	for (let run = 0; run < repeatedRuns; run++) {
		const heap = await use(REPEATED_ORDERS);
		if (heap) heapAfterRuns.push(heap.before);
	}
	const heapResults: HeapResult[] = [];
	for (const orders of heapRuns) {
		// A small run first releases the previous result, which would count otherwise.
		await use(10, false);
		const heap = await use(orders);
		if (heap) heapResults.push({ orders, peakHeap: heap.peak, rowsHeap: heap.rows });
	}
	return { heapResults, heapAfterRuns };
}

async function main(): Promise<void> {
	const { quick: isQuick, write: writes } = readOptions('bench');
	if (isQuick && writes) throw new Error('--write requires the full run: omit --quick.');
	const plan = isQuick ? QUICK : FULL;
	const started = Date.now();
	const hasNpmClients = installNpmClients();
	if (!hasNpmClients) say('The npm clients could not be installed and are skipped.');
	if (!hasPrevious()) say('Version 0.1.0 is missing and is skipped.');
	const names = CONTENDER_NAMES.filter(
		(name) =>
			plan.cells.some(({ contenders }) => contenders.includes(name)) &&
			(hasNpmClients || !CONTENDERS[name].npmClient) &&
			(hasPrevious() || name !== 'previous'),
	);
	const measured = await withProcesses(names, async (processes): Promise<Results> => {
		say('Warming up');
		await warmUp(processes, plan.warmUp);
		const results: Result[] = [];
		for (const cell of plan.cells) {
			const cellResults = await measureCell(processes, cell);
			results.push(...cellResults);
			for (const result of cellResults) say(inTerminal(cellResults, result));
		}
		return { results, ...(await measureHeap(processes, plan)) };
	});
	const report = inMarkdown(measured, judge(measured));
	say(`\n${report}\n\nTook ${((Date.now() - started) / 1000).toFixed(0)} s`);
	if (writes) say(`Written: ${await writeDocument(report)}`);
}

void main().catch((reason: unknown) => {
	say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
	process.exitCode = 1;
});
