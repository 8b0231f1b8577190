/**
 * Measures Get Order beside the floor, n8n's own request helper and the providers' npm clients:
 *
 *   npm run bench                  about half an hour
 *   npm run bench -- --quick       less than a minute, fewer cells
 *   npm run bench -- --write       updates the tables in docs/performance.md
 */
import { judge } from './aims';
import { CONTENDER_NAMES, CONTENDERS } from './contenders';
import { installPeers } from './peers';
import { FULL, QUICK, type Cell, type Plan } from './plan';
import { inMarkdown, inTerminal, writeDocument } from './report';
import { resultOf, type Result, type Results, type Sample, type Weight } from './results';
import { withStage, type Client, type Stage } from './stage';
import type { Cost, ProviderName } from './types';

const PROVIDERS: readonly ProviderName[] = ['aliexpress', 'tuya'];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function warmUp({ clients, by }: Stage, orders: Plan['warmUp']): Promise<void> {
	for (const [name, client] of clients) {
		for (const provider of PROVIDERS.filter((each) => (CONTENDERS[name].only ?? each) === each)) {
			await by('direct', async (baseUrl) => {
				await client.ask({ provider, baseUrl, orders: orders[name], concurrency: 5, heap: false });
			});
		}
	}
}

/** One run; unless it is about new connections, on those that a few orders have opened before. */
const sample = async (stage: Stage, client: Client, cell: Cell): Promise<Sample> =>
	await stage.by(cell.path, async (baseUrl) => {
		const { provider, orders, concurrency } = cell;
		const ask = async (count: number): Promise<Cost> =>
			await client.ask({ provider, baseUrl, concurrency, orders: count, heap: false });
		if (cell.path !== 'new') await ask(2 * concurrency);
		const before = await stage.sockets();
		const cost = await ask(orders);
		return { ...cost, sockets: (await stage.sockets()) - before };
	});

/** The contenders take turns, so that what else the machine does falls on all of them. */
async function fill(stage: Stage, cell: Cell): Promise<readonly Result[]> {
	const taking = cell.contenders.flatMap((name) => {
		const client = stage.clients.get(name);
		return client ? [{ name, client, samples: new Array<Sample>() }] : [];
	});
	for (let repeat = 0; repeat < cell.repeats; repeat++) {
		for (const { client, samples } of taking) samples.push(await sample(stage, client, cell));
	}
	return taking.map(({ name, samples }) => resultOf(cell, name, samples));
}

async function weigh({ clients, by }: Stage, counts: readonly number[]): Promise<Weight[]> {
	const client = clients.get('getOrder');
	const weights: Weight[] = [];
	for (const orders of client ? counts : []) {
		const cost = await by('direct', async (baseUrl) => {
			const task = { provider: 'aliexpress', baseUrl, concurrency: 20 } as const;
			// The run before is let go of first, so that it is not weighed along.
			await client?.ask({ ...task, orders: 10, heap: false });
			return await client?.ask({ ...task, orders, heap: true });
		});
		if (cost?.heapPerRow) weights.push({ orders, heapPerRow: cost.heapPerRow });
	}
	return weights;
}

async function main(args: readonly string[]): Promise<void> {
	const isQuick = args.includes('--quick');
	const writes = args.includes('--write');
	if (isQuick && writes) throw new Error('--write takes the long run: leave --quick out.');
	const plan = isQuick ? QUICK : FULL;
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
		return { results, weights: await weigh(stage, plan.weighed) };
	});
	const report = inMarkdown(measured, judge(measured));
	say(`\n${report}\n\nTook ${((Date.now() - begun) / 1000).toFixed(0)} s`);
	if (writes) say(`Written: ${await writeDocument(report)}`);
}

void main(process.argv.slice(2)).catch((reason: unknown) => {
	say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
	process.exitCode = 1;
});
