import { CONTENDERS, type ContenderName } from './contenders';
import type { Result, Results, HeapResult } from './results';
import { count, PATHS, PROVIDERS } from './titles';

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

interface Pair {
	readonly ours: Result;
	readonly other: Result;
}

/** Pairs Get Order's results with another contender's in the same cell, or in the cell with `orders` orders. */
const pairs = (
	results: readonly Result[],
	contender: ContenderName,
	relevant: (ours: Result) => boolean,
	orders?: number,
): readonly Pair[] =>
	results
		.filter((ours) => ours.contender === 'getOrder' && relevant(ours))
		.flatMap((ours) =>
			results
				.filter(
					(other) =>
						other.contender === contender &&
						other.path === ours.path &&
						other.provider === ours.provider &&
						other.concurrency === ours.concurrency &&
						other.orders === (orders ?? ours.orders),
				)
				.map((other) => ({ ours, other })),
		);

const where = ({ provider, orders, concurrency }: Result): string =>
	`${PROVIDERS[provider]}, ${count(orders)} orders, ${concurrency} at a time`;

const percent = (ratio: number): string =>
	`${ratio > 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(0)} %`;

const TIMES = [
	['direct', 8],
	['far', 2.5],
] as const;
const OTHERS: readonly ContenderName[] = ['helper', 'aeSdk', 'tuyaConnector'];

/** Compares the throughput of concurrent requests. */
const faster = (results: readonly Result[]): readonly Verdict[] =>
	TIMES.flatMap(([network, times]) => {
		const relevant = ({ path, orders, concurrency }: Result): boolean =>
			path === network && orders >= 100 && concurrency > 1;
		return OTHERS.flatMap((contender) =>
			pairs(results, contender, relevant).map(({ ours, other }): Verdict => {
				const ratio = ours.ordersPerSecond / other.ordersPerSecond;
				return {
					aim: `${PATHS[network]}: ≥ ${times} × the throughput of ${CONTENDERS[contender].title}`,
					where: where(ours),
					measured: `${ratio.toFixed(1)} ×`,
					margin: ratio / times,
					missedBy: `${(times - ratio).toFixed(1)} ×`,
				};
			}),
		);
	});

/** A ratio that may exceed 1 by at most 10 %. */
const withinTenth = (aim: string, place: string, ratio: number, values: string): Verdict => ({
	aim,
	where: place,
	measured: `${percent(ratio)} (${values})`,
	margin: 1.1 / ratio,
	missedBy: `${((ratio - 1.1) * 100).toFixed(0)} points`,
});

const FLOORS: readonly ContenderName[] = ['floor', 'engineFloor'];
const isThousand = ({ orders, concurrency }: Result): boolean => orders === 1000 && concurrency > 1;

const nearFloor = (results: readonly Result[]): readonly Verdict[] =>
	FLOORS.flatMap((contender) =>
		pairs(results, contender, isThousand).map(({ ours, other }) =>
			withinTenth(
				`${PATHS[ours.path]}: wall time within 10 % of “${CONTENDERS[contender].title}”`,
				where(ours),
				ours.seconds / other.seconds,
				`${ours.seconds.toFixed(2)} s to ${other.seconds.toFixed(2)} s`,
			),
		),
	);

const cheap = (results: readonly Result[]): readonly Verdict[] =>
	pairs(results, 'floor', isThousand).map(({ ours, other }): Verdict => {
		const extra = ours.cpuPerOrder - other.cpuPerOrder;
		return {
			aim: `${PATHS[ours.path]}: CPU per order less than 1 ms above the floor`,
			where: where(ours),
			measured: `${extra.toFixed(2)} ms`,
			margin: 2 - extra,
			missedBy: `${(extra - 1).toFixed(2)} ms`,
		};
	});

const steady = (results: readonly Result[]): readonly Verdict[] =>
	pairs(results, 'getOrder', ({ orders }) => orders === 10_000, 100).map(({ ours, other }) =>
		withinTenth(
			'CPU per order of 10,000 at most 10 % above that of 100',
			where(ours),
			ours.cpuPerOrder / other.cpuPerOrder,
			`${ours.cpuPerOrder.toFixed(2)} ms to ${other.cpuPerOrder.toFixed(2)} ms`,
		),
	);

/** The heap use of a result must be proportional to its rows. */
function linear(heapResults: readonly HeapResult[]): readonly Verdict[] {
	const [few, many] = [...heapResults].sort((a, b) => a.orders - b.orders);
	if (!few || !many) return [];
	return [
		withinTenth(
			'memory grows with the rows alone: heap per row at most 10 % more',
			`${count(many.orders)} orders to ${count(few.orders)}`,
			many.heapPerRow / few.heapPerRow,
			`${count(many.heapPerRow)} B to ${count(few.heapPerRow)} B`,
		),
	];
}

/** Every aim that the measured cells cover, with its worst cell. */
export function judge({ results, heapResults }: Results): readonly Aim[] {
	const verdicts = [
		...faster(results),
		...nearFloor(results),
		...cheap(results),
		...steady(results),
		...linear(heapResults),
	];
	return [...new Set(verdicts.map(({ aim }) => aim))].flatMap((aim): readonly Aim[] => {
		const own = verdicts.filter((verdict) => verdict.aim === aim);
		const [worst] = [...own].sort((a, b) => a.margin - b.margin);
		const met = own.filter(({ margin }) => margin >= 1).length;
		return worst ? [{ aim, cells: own.length, met, worst }] : [];
	});
}
