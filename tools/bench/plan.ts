import type { ContenderName } from './contenders';
import type { Path, ProviderName } from './types';

/** One cell of the table: the same orders, fetched by each contender. */
export interface Cell {
	readonly path: Path;
	readonly provider: ProviderName;
	readonly orders: number;
	readonly concurrency: number;
	/** Runs per contender; the result is their median. */
	readonly repeats: number;
	readonly contenders: readonly ContenderName[];
}

export interface Plan {
	readonly cells: readonly Cell[];
	/** Order counts of the runs whose heap use is measured. */
	readonly heapRuns: readonly number[];
	/** Runs in one process after which the heap has to be as before. */
	readonly repeatedRuns: number;
	/**
	 * Orders that each contender fetches per provider before the measurements. V8 goes on optimizing for
	 * some ten thousand orders, and a client that turns to another provider is slower for a while.
	 */
	readonly warmUp: Readonly<Record<ContenderName, number>>;
}

/** Round trip of the far path, in milliseconds. */
export const ROUND_TRIP = 150;

const NPM_CLIENTS: Readonly<Record<ProviderName, ContenderName>> = {
	aliexpress: 'aeSdk',
	tuya: 'tuyaConnector',
};
const allContenders = (provider: ProviderName): readonly ContenderName[] => [
	'getOrder',
	'previous',
	'floor',
	'engineFloor',
	'helper',
	NPM_CLIENTS[provider],
];

const cells = (
	path: Path,
	provider: ProviderName,
	orders: number,
	concurrencies: readonly number[],
	repeats: number,
	without: readonly ContenderName[] = [],
): readonly Cell[] =>
	concurrencies.map((concurrency) => ({
		path,
		provider,
		orders,
		concurrency,
		repeats,
		contenders: allContenders(provider).filter((name) => !without.includes(name)),
	}));

/** At a distance, only what the network makes of each is of interest. */
const SAME_AT_DISTANCE: readonly ContenderName[] = ['previous', 'engineFloor'];

/**
 * Takes about sixteen minutes. The largest runs come last, because a process does not return its memory,
 * and without the helper, whose connections would use up the host's ports.
 * On the far path, runs that would take more than a few minutes are omitted: their time is
 * orders × round trip ÷ concurrency.
 */
export const FULL: Plan = {
	cells: [
		...cells('direct', 'aliexpress', 100, [1, 5, 20], 5),
		...cells('direct', 'tuya', 100, [1, 5, 20], 5),
		...cells('new', 'aliexpress', 20, [5], 3, SAME_AT_DISTANCE),
		...cells('new', 'tuya', 20, [5], 3, SAME_AT_DISTANCE),
		...cells('far', 'aliexpress', 100, [5, 20], 1, SAME_AT_DISTANCE),
		...cells('far', 'tuya', 100, [5, 20], 1, SAME_AT_DISTANCE),
		...cells('direct', 'aliexpress', 1000, [5, 20], 5),
		...cells('direct', 'tuya', 1000, [5, 20], 5),
		...cells('far', 'aliexpress', 1000, [20], 5, SAME_AT_DISTANCE),
		...cells('far', 'tuya', 1000, [20], 3, SAME_AT_DISTANCE),
		...cells('direct', 'aliexpress', 10_000, [20], 5, ['helper']),
		...cells('direct', 'tuya', 10_000, [20], 5, ['helper']),
	],
	heapRuns: [100, 10_000],
	repeatedRuns: 200,
	warmUp: {
		getOrder: 10_000,
		previous: 10_000,
		floor: 10_000,
		engineFloor: 10_000,
		helper: 1000,
		aeSdk: 10_000,
		tuyaConnector: 10_000,
	},
};

/** Takes less than a minute. */
export const QUICK: Plan = {
	cells: [
		...cells('new', 'aliexpress', 20, [5], 1, SAME_AT_DISTANCE),
		...cells('far', 'aliexpress', 100, [20], 1, SAME_AT_DISTANCE),
		...cells('direct', 'aliexpress', 1000, [20], 3, ['helper', 'engineFloor']),
		...cells('direct', 'tuya', 1000, [20], 3, ['helper', 'engineFloor']),
		...cells('direct', 'aliexpress', 1000, [20], 1, ['previous', 'floor', 'engineFloor', 'aeSdk']),
	],
	heapRuns: [],
	repeatedRuns: 0,
	warmUp: {
		getOrder: 6000,
		previous: 6000,
		floor: 1000,
		engineFloor: 0,
		helper: 50,
		aeSdk: 4000,
		tuyaConnector: 4000,
	},
};
