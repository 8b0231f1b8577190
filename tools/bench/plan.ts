import type { ContenderName } from './contenders';
import type { Path, ProviderName } from './types';

/** One cell of the table: the same orders through each of the contenders. */
export interface Cell {
	readonly path: Path;
	readonly provider: ProviderName;
	readonly orders: number;
	readonly concurrency: number;
	/** How often each contender makes the run; the median counts. */
	readonly repeats: number;
	readonly contenders: readonly ContenderName[];
}

export interface Plan {
	readonly cells: readonly Cell[];
	/** Orders of the runs after which the result is weighed. */
	readonly weighed: readonly number[];
	/** Orders that each contender fetches before anything is measured, for each provider. */
	readonly warmUp: Readonly<Record<ContenderName, number>>;
}

/** Round trip of the far path, in milliseconds. */
export const ROUND_TRIP = 150;

const PEERS: Readonly<Record<ProviderName, ContenderName>> = {
	aliexpress: 'aeSdk',
	tuya: 'tuyaConnector',
};
const everybody = (provider: ProviderName): readonly ContenderName[] => [
	'getOrder',
	'floor',
	'engineFloor',
	'helper',
	PEERS[provider],
];
const OURS: readonly ContenderName[] = ['getOrder', 'floor'];
/** For runs of minutes, in which n8n's engine does not show. */
const outside = (provider: ProviderName): readonly ContenderName[] =>
	everybody(provider).filter((name) => name !== 'engineFloor');

const cells = (
	path: Path,
	provider: ProviderName,
	orders: number,
	concurrencies: readonly number[],
	repeats: number,
	contenders = everybody(provider),
): readonly Cell[] =>
	concurrencies.map((concurrency) => ({
		path,
		provider,
		orders,
		concurrency,
		repeats,
		contenders,
	}));

/**
 * About half an hour. The largest runs come last, since a process keeps the memory it once had. Far
 * away, runs of more than some minutes are left out: their time is orders × round trip ÷ concurrency.
 */
export const FULL: Plan = {
	cells: [
		...cells('direct', 'aliexpress', 10, [1, 5, 20], 11),
		...cells('direct', 'aliexpress', 100, [1, 5, 20], 7),
		...cells('direct', 'tuya', 10, [5], 11),
		...cells('direct', 'tuya', 100, [1, 5, 20], 7),
		...cells('new', 'aliexpress', 20, [5], 3),
		...cells('new', 'tuya', 20, [5], 3),
		...cells('far', 'aliexpress', 10, [1, 5, 20], 3),
		...cells('far', 'aliexpress', 100, [1], 1),
		...cells('far', 'aliexpress', 100, [5, 20], 2),
		...cells('far', 'tuya', 100, [5, 20], 2),
		...cells('direct', 'aliexpress', 1000, [1, 5, 20], 3),
		...cells('direct', 'tuya', 1000, [5, 20], 3),
		...cells('far', 'aliexpress', 1000, [5, 20], 1),
		...cells('far', 'tuya', 1000, [20], 1),
		...cells('far', 'aliexpress', 10_000, [20], 1, outside('aliexpress')),
		...cells('direct', 'aliexpress', 10_000, [1, 5, 20], 2),
		...cells('direct', 'tuya', 10_000, [20], 2),
	],
	weighed: [1000, 10_000],
	warmUp: {
		getOrder: 3000,
		floor: 3000,
		engineFloor: 3000,
		helper: 200,
		aeSdk: 1500,
		tuyaConnector: 1500,
	},
};

/** Less than a minute, for a first look. */
export const QUICK: Plan = {
	cells: [
		...cells('direct', 'aliexpress', 100, [5], 3),
		...cells('direct', 'tuya', 100, [5], 3),
		...cells('new', 'aliexpress', 20, [5], 1),
		...cells('far', 'aliexpress', 100, [20], 1),
		...cells('direct', 'aliexpress', 1000, [5], 1, OURS),
	],
	weighed: [],
	warmUp: {
		getOrder: 1000,
		floor: 500,
		engineFloor: 500,
		helper: 50,
		aeSdk: 300,
		tuyaConnector: 300,
	},
};
