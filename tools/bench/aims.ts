import { CONTENDERS, type ContenderName } from './contenders';
import type { HeapResult, Result, Results } from './results';
import { count, PATHS, PROVIDERS } from './titles';
import type { Path } from './types';

/** The result of an aim in one cell. */
export interface Verdict {
	readonly aim: string;
	readonly where: string;
	readonly measured: string;
	/** At least 1 when the aim is met; the cell with the smallest margin is the worst. */
	readonly margin: number;
	/** Distance from the aim. */
	readonly missedBy: string;
}

/** The result of an aim over all its cells. */
export interface Aim {
	readonly aim: string;
	readonly cells: number;
	readonly met: number;
	readonly worst: Verdict;
}

type Quantity = 'ordersPerSecond' | 'cpuPerOrder' | 'seconds';

const QUANTITIES: Readonly<Record<Quantity, string>> = {
	ordersPerSecond: 'throughput',
	cpuPerOrder: 'CPU per order',
	seconds: 'wall time',
};

/** Get Order's quantity divided by that of another contender, or of its own run with `orders` orders. */
interface Comparison {
	readonly path: Path;
	readonly quantity: Quantity;
	readonly other: ContenderName;
	readonly orders?: number;
	readonly bound: 'atLeast' | 'atMost';
	readonly ratio: number;
}

const COMPARISONS: readonly Comparison[] = [
	{
		path: 'direct',
		quantity: 'ordersPerSecond',
		other: 'aeSdk',
		bound: 'atLeast',
		ratio: 1.1,
	},
	{
		path: 'direct',
		quantity: 'ordersPerSecond',
		other: 'tuyaConnector',
		bound: 'atLeast',
		ratio: 0.75,
	},
	{ path: 'direct', quantity: 'ordersPerSecond', other: 'helper', bound: 'atLeast', ratio: 5 },
	{ path: 'far', quantity: 'ordersPerSecond', other: 'helper', bound: 'atLeast', ratio: 2.8 },
	{ path: 'far', quantity: 'seconds', other: 'floor', bound: 'atMost', ratio: 1.05 },
	{ path: 'direct', quantity: 'cpuPerOrder', other: 'previous', bound: 'atMost', ratio: 0.7 },
	{
		path: 'direct',
		quantity: 'cpuPerOrder',
		other: 'getOrder',
		orders: 1000,
		bound: 'atMost',
		ratio: 1.05,
	},
];

/** The aims are about large runs with many orders at a time, where the node's own work counts most. */
const isRelevant = ({ orders, concurrency }: Result): boolean =>
	orders >= 1000 && concurrency >= 20;

const where = ({ provider, orders, concurrency }: Result): string =>
	`${PROVIDERS[provider]}, ${count(orders)} orders, ${concurrency} at a time`;

function aimOf({ path, quantity, other, orders, bound, ratio }: Comparison): string {
	const sign = bound === 'atLeast' ? '≥' : '≤';
	const whose =
		orders === undefined ? `that of ${CONTENDERS[other].title}` : `that of ${count(orders)} orders`;
	return `${PATHS[path]}: ${QUANTITIES[quantity]} ${sign} ${ratio} × ${whose}`;
}

function compare(results: readonly Result[], comparison: Comparison): readonly Verdict[] {
	const { path, quantity, other, orders, bound, ratio } = comparison;
	return results
		.filter((ours) => ours.contender === 'getOrder' && ours.path === path && isRelevant(ours))
		.filter((ours) => ours.orders !== orders)
		.flatMap((ours) =>
			results
				.filter(
					(each) =>
						each.contender === other &&
						each.path === path &&
						each.provider === ours.provider &&
						each.concurrency === ours.concurrency &&
						each.repeats === ours.repeats &&
						each.orders === (orders ?? ours.orders),
				)
				.map((theirs): Verdict => {
					const measured = ours[quantity] / theirs[quantity];
					return {
						aim: aimOf(comparison),
						where: where(ours),
						measured: `${measured.toFixed(2)} ×`,
						margin: bound === 'atLeast' ? measured / ratio : ratio / measured,
						missedBy: `${Math.abs(ratio - measured).toFixed(2)} ×`,
					};
				}),
		);
}

const MEGABYTE = 1_048_576;
/** Megabytes by which the peak of a large run may exceed that of a small one, its rows apart. */
const HEAP_ABOVE_ROWS = 60;

/** The heap that the largest run uses above the smallest, without the rows that it returns. */
function heapOfLargeRun(heapResults: readonly HeapResult[]): readonly Verdict[] {
	const [few, many] = [...heapResults].sort((a, b) => a.orders - b.orders);
	if (!few || !many) return [];
	const excess = (many.peakHeap - few.peakHeap - many.rowsHeap) / MEGABYTE;
	return [
		{
			aim: `heap at its peak ≤ that of ${count(few.orders)} orders + rows + ${HEAP_ABOVE_ROWS} MB`,
			where: `${count(many.orders)} orders`,
			measured: `${excess.toFixed(0)} MB`,
			margin: 1 + (HEAP_ABOVE_ROWS - excess) / HEAP_ABOVE_ROWS,
			missedBy: `${(excess - HEAP_ABOVE_ROWS).toFixed(0)} MB`,
		},
	];
}

/** Bytes by which the heap may differ between two runs of the same process. */
const FLAT = MEGABYTE;

/** The heap that is left after each of many runs in one process: it must not grow. */
function heapOfManyRuns(heapAfterRuns: readonly number[]): readonly Verdict[] {
	// In the first tenth, code is compiled and caches are filled.
	const settled = heapAfterRuns.slice(Math.ceil(heapAfterRuns.length / 10));
	const [first, last] = [settled[0], settled.at(-1)];
	if (first === undefined || last === undefined) return [];
	const growth = last - first;
	return [
		{
			aim: 'heap after each of many runs in one process: flat (less than 1 MB)',
			where: `${count(heapAfterRuns.length)} runs`,
			measured: `${(growth / MEGABYTE).toFixed(2)} MB`,
			margin: 1 + (FLAT - growth) / FLAT,
			missedBy: `${((growth - FLAT) / MEGABYTE).toFixed(2)} MB`,
		},
	];
}

/** Every aim that the measured cells cover, with its worst cell. */
export function judge({ results, heapResults, heapAfterRuns }: Results): readonly Aim[] {
	const verdicts = [
		...COMPARISONS.flatMap((comparison) => compare(results, comparison)),
		...heapOfLargeRun(heapResults),
		...heapOfManyRuns(heapAfterRuns),
	];
	return [...new Set(verdicts.map(({ aim }) => aim))].flatMap((aim): readonly Aim[] => {
		const own = verdicts.filter((verdict) => verdict.aim === aim);
		const [worst] = [...own].sort((a, b) => a.margin - b.margin);
		const met = own.filter(({ margin }) => margin >= 1).length;
		return worst ? [{ aim, cells: own.length, met, worst }] : [];
	});
}
