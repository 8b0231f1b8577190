/**
 * Counts the calls, and takes the time, of each way to hear of changed orders: a first run over all
 * orders, then a second one after some of them arrived. Exits with 1 if a run reports anything but the
 * orders that changed.
 *
 *   npm run watch-calls                      about eight minutes
 *   npm run watch-calls -- --orders=100      fewer orders
 */
import { readOptions } from '../../options.cjs';
import { hasPrevious } from '../contenders/previous';
import { start, type Program } from '../program';
import { machine } from '../report';
import type { Calls, Gateway, GatewayQuestion } from './gateway';
import { arriving, watchedOrders } from './orders';
import { callsSince, fastest, problemOf, watchTable, type Measured, type RunCost } from './report';
import { WATCHERS, type Watcher } from './watchers';

type GatewayProgram = Program<Gateway, GatewayQuestion, Calls>;

/** Orders of the runs that are not measured, for which code is compiled and loaded. */
const WARM_UP = 200;
/** At a distance the round trips take the time, and other load on the host matters less. */
const repeatsOf = (roundTrip: number): number => (roundTrip === 0 ? 3 : 1);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measure(
	gateway: GatewayProgram,
	{ title, provider, reportsAll, open }: Watcher,
	{ roundTrip, baseUrl }: Gateway['baseUrls'][number],
	orders: number,
): Promise<Measured> {
	const ask = async (action: GatewayQuestion['action']): Promise<Calls> =>
		await gateway.ask({ action, provider, orders });
	const watched = watchedOrders(provider, orders);
	const orderIds = watched.map(({ orderId }) => orderId);
	await ask('place');
	const run = await open({ ...gateway.ready, baseUrl, orderIds });
	const costOf = async (expected: readonly string[]): Promise<RunCost> => {
		const before = await ask('count');
		const started = performance.now();
		const reported = await run();
		const seconds = (performance.now() - started) / 1000;
		const cost = { calls: callsSince(before, await ask('count')), seconds, reported };
		const problem = problemOf(cost, expected);
		if (problem !== null) throw new Error(`${title}: ${problem}`);
		return cost;
	};
	const first = await costOf(reportsAll ? orderIds : []);
	await ask('arrive');
	const second = await costOf(arriving(watched));
	return { title, provider, roundTrip, first, second };
}

async function main(): Promise<void> {
	const { orders } = readOptions('watch-calls');
	if (!hasPrevious()) say('Version 0.1.0 is missing and is skipped.');
	const watchers = WATCHERS.filter(({ needsPrevious }) => hasPrevious() || !needsPrevious);
	const gateway: GatewayProgram = await start('watch/gateway.ts');
	try {
		const [near] = gateway.ready.baseUrls;
		say('Warming up');
		for (const watcher of watchers) if (near) await measure(gateway, watcher, near, WARM_UP);
		const measured: Measured[] = [];
		for (const place of gateway.ready.baseUrls) {
			for (const watcher of watchers) {
				say(`${watcher.title}, ${watcher.provider}, ${place.roundTrip} ms`);
				const repeated: Measured[] = [];
				while (repeated.length < repeatsOf(place.roundTrip))
					repeated.push(await measure(gateway, watcher, place, orders));
				measured.push(fastest(repeated));
			}
		}
		const date = new Date().toISOString().slice(0, 10);
		say(`\nMachine: ${machine()}. Date: ${date}.\n\n${watchTable(measured)}`);
	} finally {
		await gateway.end();
	}
}

void main().then(
	// n8n's engine keeps timers of its own.
	() => process.exit(0),
	(reason: unknown) => {
		say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
		process.exit(1);
	},
);
