/**
 * Shows how the rate limiter copes with limits that it does not know: two runs of 20 orders after each
 * other, in simulated time.
 *
 *   npx tsx tools/bench/rateLimits.ts [model]
 */
import { CallLimit } from '../sandbox/callLimit';
import { GRID, MODELS, ORDERS, type Cell, type Model } from './limits/grid';
import { simulate } from './limits/simulate';

const HEADINGS = [
	'Calls/s',
	'Latency ms',
	'Concurrency',
	'Ideal s',
	'Run 1 s',
	'÷ ideal',
	'Refused',
	'Missing',
	'Run 2 s',
	'÷ ideal',
	'Refused',
	'Missing',
];

async function row(model: Model, cell: Cell): Promise<readonly string[]> {
	const { perSecond, latency, concurrency, ideal } = cell;
	const limit = new CallLimit(MODELS[model](perSecond));
	const runs = await simulate({ limit, latency, concurrency, orders: ORDERS, runs: 2 });
	return [
		...[perSecond, latency, concurrency].map(String),
		(ideal / 1000).toFixed(2),
		...runs.flatMap(({ time, refused, whole }) => [
			(time / 1000).toFixed(2),
			(time / ideal).toFixed(2),
			String(refused),
			String(ORDERS - whole),
		]),
	];
}

const line = (cells: readonly string[]): string =>
	cells.map((cell, at) => cell.padStart(HEADINGS[at]?.length ?? 0)).join('  ');

async function main(wanted: string | undefined): Promise<void> {
	for (const model of Object.keys(MODELS) as Model[]) {
		if (wanted !== undefined && wanted !== model) continue;
		console.log(`\n${model}\n${line(HEADINGS)}`);
		for (const cell of GRID) console.log(line(await row(model, cell)));
	}
}

void main(process.argv[2]);
