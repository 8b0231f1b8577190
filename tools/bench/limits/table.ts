import { CallLimit } from '../../sandbox/callLimit';
import { markdownTable } from '../../docs/table';
import { GRID, MODELS, ORDERS, type Cell, type Model } from './grid';
import { simulate, type RunResult } from './simulate';

/** Two runs, one after the other, against a limit that the first one does not know. */
export interface Measured {
	readonly cell: Cell;
	readonly runs: readonly RunResult[];
}

const HEADINGS = [
	'Calls/s',
	'Round trip ms',
	'Concurrency',
	'Ideal s',
	'First run s',
	'Refused',
	'Second run s',
	'Refused',
];

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** Simulates all combinations for one kind of limit. The result is the same every time. */
export const measure = async (model: Model): Promise<readonly Measured[]> =>
	await Promise.all(
		GRID.map(async (cell) => {
			const { perSecond, latency, concurrency } = cell;
			const limit = new CallLimit(MODELS[model](perSecond));
			const runs = await simulate({ limit, latency, concurrency, orders: ORDERS, runs: 2 });
			return { cell, runs };
		}),
	);

/** The number of orders that the runs did not get. */
export const missingIn = (measured: readonly Measured[]): number =>
	measured.flatMap(({ runs }) => runs).reduce((sum, { whole }) => sum + ORDERS - whole, 0);

/** A Markdown table with a row for each combination. */
export const limitTable = (measured: readonly Measured[]): string =>
	markdownTable(
		HEADINGS,
		measured.map(({ cell, runs }) => [
			...[cell.perSecond, cell.latency, cell.concurrency].map(String),
			seconds(cell.ideal),
			...runs.flatMap(({ time, refused }) => [seconds(time), String(refused)]),
		]),
	);
