import { CONTENDERS, type ContenderName } from './contenders';
import { ROUND_TRIP } from './plan';
import type { Result, Results, Weight } from './results';
import type { Path } from './types';

/** What became of an aim in one cell. */
export interface Verdict {
	readonly aim: string;
	/** Where it was looked at. */
	readonly where: string;
	readonly measured: string;
	readonly met: boolean;
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
const fixed = (value: number, digits: number): string => value.toFixed(digits);
const percent = (ratio: number): string =>
	`${ratio > 1 ? '+' : ''}${fixed((ratio - 1) * 100, 0)} %`;

const where = ({ path, provider, orders, concurrency }: Result): string =>
	`${PATHS[path]}, ${PROVIDERS[provider]}, ${count(orders)} orders, ${concurrency} at a time`;

const ofOurs = (results: readonly Result[]): readonly Result[] =>
	results.filter(({ contender }) => contender === 'getOrder');

/** The other contender's result in the same cell. */
const beside = (
	results: readonly Result[],
	ours: Result,
	contender: ContenderName,
): Result | undefined =>
	results.find(
		(other) =>
			other.contender === contender &&
			other.path === ours.path &&
			other.provider === ours.provider &&
			other.orders === ours.orders &&
			other.concurrency === ours.concurrency,
	);

/** The throughput over the others', several orders at a time, in the largest cell of each path. */
function faster(results: readonly Result[], path: Path, times: number): readonly Verdict[] {
	const others: readonly ContenderName[] = ['helper', 'aeSdk', 'tuyaConnector'];
	return ofOurs(results)
		.filter((ours) => ours.path === path && ours.orders >= 100 && ours.concurrency > 1)
		.flatMap((ours) =>
			others.flatMap((contender): Verdict[] => {
				const other = beside(results, ours, contender);
				if (!other) return [];
				const ratio = ours.ordersPerSecond / other.ordersPerSecond;
				return [
					{
						aim: `≥ ${times} × the throughput of ${CONTENDERS[contender].title}`,
						where: where(ours),
						measured: `${fixed(ratio, 1)} ×`,
						met: ratio >= times,
						missedBy: ratio >= times ? '' : `${fixed(times - ratio, 1)} ×`,
					},
				];
			}),
		);
}

const FLOORS: readonly ContenderName[] = ['floor', 'engineFloor'];

/** Wall time at most a tenth above the floor's, 1,000 orders. */
const nearFloor = (results: readonly Result[]): readonly Verdict[] =>
	ofOurs(results)
		.filter(({ orders }) => orders === 1000)
		.flatMap((ours) =>
			FLOORS.flatMap((contender): Verdict[] => {
				const floor = beside(results, ours, contender);
				if (!floor) return [];
				const ratio = ours.seconds / floor.seconds;
				return [
					{
						aim: `Wall time within 10 % of “${CONTENDERS[contender].title}”`,
						where: where(ours),
						measured: `${percent(ratio)} (${fixed(ours.seconds, 2)} s to ${fixed(floor.seconds, 2)} s)`,
						met: ratio <= 1.1,
						missedBy: ratio <= 1.1 ? '' : `${fixed((ratio - 1.1) * 100, 0)} points`,
					},
				];
			}),
		);

/** Processor time of an order less than a millisecond above the floor's. */
const cheap = (results: readonly Result[]): readonly Verdict[] =>
	ofOurs(results)
		.filter(({ orders }) => orders === 1000)
		.flatMap((ours): Verdict[] => {
			const floor = beside(results, ours, 'floor');
			if (!floor) return [];
			const extra = ours.cpuPerOrder - floor.cpuPerOrder;
			return [
				{
					aim: 'CPU per order < 1 ms beyond the floor',
					where: where(ours),
					measured: `${fixed(extra, 2)} ms`,
					met: extra < 1,
					missedBy: extra < 1 ? '' : `${fixed(extra - 1, 2)} ms`,
				},
			];
		});

/** 10,000 orders cost each at most a tenth more than 100 do. */
const steady = (results: readonly Result[]): readonly Verdict[] =>
	ofOurs(results)
		.filter(({ orders }) => orders === 10_000)
		.flatMap((many): Verdict[] => {
			const few = beside(results, { ...many, orders: 100 }, 'getOrder');
			if (!few) return [];
			const ratio = many.cpuPerOrder / few.cpuPerOrder;
			return [
				{
					aim: 'CPU per order of 10,000 at most 10 % above that of 100',
					where: where(many),
					measured: `${percent(ratio)} (${fixed(many.cpuPerOrder, 2)} ms to ${fixed(few.cpuPerOrder, 2)} ms)`,
					met: ratio <= 1.1,
					missedBy: ratio <= 1.1 ? '' : `${fixed((ratio - 1.1) * 100, 0)} points`,
				},
			];
		});

/** What a run leaves on the heap grows with its rows alone. */
function linear(weights: readonly Weight[]): readonly Verdict[] {
	const [few, many] = [...weights].sort((a, b) => a.orders - b.orders);
	if (!few || !many) return [];
	const ratio = many.heapPerRow / few.heapPerRow;
	return [
		{
			aim: 'Memory grows with the output alone: heap per row at most 10 % more',
			where: `${count(many.orders)} orders to ${count(few.orders)}`,
			measured: `${percent(ratio)} (${fixed(many.heapPerRow, 0)} B to ${fixed(few.heapPerRow, 0)} B)`,
			met: ratio <= 1.1,
			missedBy: ratio <= 1.1 ? '' : `${fixed((ratio - 1.1) * 100, 0)} points`,
		},
	];
}

/** Every aim in every cell of this run that tells something about it. */
export const judge = ({ results, weights }: Results): readonly Verdict[] => [
	...faster(results, 'direct', 8),
	...faster(results, 'far', 2.5),
	...nearFloor(results),
	...cheap(results),
	...steady(results),
	...linear(weights),
];
