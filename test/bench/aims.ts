import { CONTENDERS, type ContenderName } from './contenders';
import { ROUND_TRIP } from './plan';
import type { Result, Results, Weight } from './results';
import type { Path } from './types';

/** What became of an aim in one cell. */
export interface Verdict {
	readonly aim: string;
	readonly where: string;
	readonly measured: string;
	/** 1 and more is met; the smallest of an aim is its worst cell. */
	readonly margin: number;
	/** How far it was missed, `''` when it was met. */
	readonly missedBy: string;
}

const PATHS: Readonly<Record<Path, string>> = {
	direct: 'loopback TLS',
	far: `${ROUND_TRIP} ms round trip`,
	new: `${ROUND_TRIP} ms, new connections`,
};
export const PROVIDERS = { aliexpress: 'AliExpress', tuya: 'Tuya' } as const;

export const pathName = (path: Path): string => PATHS[path];
const count = (value: number): string => value.toLocaleString('en-US');
const percent = (ratio: number): string => `${ratio > 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(0)} %`;

const where = ({ provider, orders, concurrency }: Result): string =>
	`${PROVIDERS[provider]}, ${count(orders)} orders, ${concurrency} at a time`;

/** Get Order's result with another contender's in the same cell. */
interface Pair {
	readonly ours: Result;
	readonly other: Result;
}

const CELL = ['path', 'provider', 'orders', 'concurrency'] as const;

const pairs = (
	results: readonly Result[],
	contender: ContenderName,
	relevant: (ours: Result) => boolean,
): readonly Pair[] =>
	results
		.filter((ours) => ours.contender === 'getOrder' && relevant(ours))
		.flatMap((ours) =>
			results
				.filter(
					(other) =>
						other.contender === contender && CELL.every((name) => other[name] === ours[name]),
				)
				.map((other) => ({ ours, other })),
		);

const verdict = (
	aim: string,
	place: string,
	measured: string,
	margin: number,
	missedBy: string,
): Verdict => ({ aim, where: place, measured, margin, missedBy: margin >= 1 ? '' : missedBy });

const TIMES = [
	['direct', 8],
	['far', 2.5],
] as const;
const OTHERS: readonly ContenderName[] = ['helper', 'aeSdk', 'tuyaConnector'];

/** The throughput over the others', several orders at a time. */
const faster = (results: readonly Result[]): readonly Verdict[] =>
	TIMES.flatMap(([path, times]) =>
		OTHERS.flatMap((contender) =>
			pairs(
				results,
				contender,
				(ours) => ours.path === path && ours.orders >= 100 && ours.concurrency > 1,
			).map(({ ours, other }) => {
				const ratio = ours.ordersPerSecond / other.ordersPerSecond;
				return verdict(
					`${PATHS[path]}: ≥ ${times} × the throughput of ${CONTENDERS[contender].title}`,
					where(ours),
					`${ratio.toFixed(1)} ×`,
					ratio / times,
					`${(times - ratio).toFixed(1)} ×`,
				);
			}),
		),
	);

const FLOORS: readonly ContenderName[] = ['floor', 'engineFloor'];
const isThousand = ({ orders, concurrency }: Result): boolean => orders === 1000 && concurrency > 1;

/** A ratio that is to stay within a tenth above 1. */
const within = (aim: string, place: string, ratio: number, values: string): Verdict =>
	verdict(
		aim,
		place,
		`${percent(ratio)} (${values})`,
		1.1 / ratio,
		`${((ratio - 1.1) * 100).toFixed(0)} points`,
	);

const nearFloor = (results: readonly Result[]): readonly Verdict[] =>
	FLOORS.flatMap((contender) =>
		pairs(results, contender, isThousand).map(({ ours, other }) =>
			within(
				`${PATHS[ours.path]}: wall time within 10 % of “${CONTENDERS[contender].title}”`,
				where(ours),
				ours.seconds / other.seconds,
				`${ours.seconds.toFixed(2)} s to ${other.seconds.toFixed(2)} s`,
			),
		),
	);

const cheap = (results: readonly Result[]): readonly Verdict[] =>
	pairs(results, 'floor', isThousand).map(({ ours, other }) => {
		const extra = ours.cpuPerOrder - other.cpuPerOrder;
		return verdict(
			`${PATHS[ours.path]}: CPU per order < 1 ms beyond the floor`,
			where(ours),
			`${extra.toFixed(2)} ms`,
			extra < 1 ? 1 / Math.max(extra, 0.01) : 1 / (extra + 0.001),
			`${(extra - 1).toFixed(2)} ms`,
		);
	});

/** 10,000 orders cost each at most a tenth more than 100 do. */
const steady = (results: readonly Result[]): readonly Verdict[] =>
	pairs(
		[
			...results.filter(({ orders }) => orders === 10_000),
			...results
				.filter(({ orders, contender }) => orders === 100 && contender === 'getOrder')
				.map((few): Result => ({ ...few, orders: 10_000, contender: 'floor' })),
		].filter(({ contender }) => contender === 'getOrder' || contender === 'floor'),
		'floor',
		() => true,
	).map(({ ours, other }) =>
		within(
			'CPU per order of 10,000 at most 10 % above that of 100',
			where(ours),
			ours.cpuPerOrder / other.cpuPerOrder,
			`${ours.cpuPerOrder.toFixed(2)} ms to ${other.cpuPerOrder.toFixed(2)} ms`,
		),
	);
