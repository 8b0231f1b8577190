import { markdownTable } from '../../docs/table';
import { count, PROVIDERS } from '../titles';
import type { ProviderName } from '../types';
import type { Calls } from './gateway';

/** What one run cost, and the ids of the orders that it reported. */
export interface RunCost {
	readonly calls: Calls;
	readonly seconds: number;
	readonly reported: readonly unknown[];
}

export interface Measured {
	readonly title: string;
	readonly provider: ProviderName;
	/** Milliseconds. */
	readonly roundTrip: number;
	readonly first: RunCost;
	readonly second: RunCost;
}

/** The calls between two counts. */
export const callsSince = (before: Calls, after: Calls): Calls => ({
	list: after.list - before.list,
	order: after.order - before.order,
	token: after.token - before.token,
});

const faster = (one: RunCost, other: RunCost): RunCost =>
	other.seconds < one.seconds ? other : one;

/** Several measurements of the same: the fastest runs, which other load on the host slowed least. */
export const fastest = (measured: readonly Measured[]): Measured =>
	measured.reduce((best, next) => ({
		...best,
		first: faster(best.first, next.first),
		second: faster(best.second, next.second),
	}));

/** What a run reported wrongly, as a sentence; `null` when it reported exactly these orders. */
export function problemOf({ reported }: RunCost, expected: readonly string[]): string | null {
	const missing = expected.filter((id) => !reported.includes(id));
	const extra = reported.filter((id) => !expected.some((each) => each === id));
	if (missing.length + extra.length === 0) return null;
	return `${missing.length} orders were not reported, ${extra.length} should not have been`;
}

const costCells = ({ calls: { list, order, token }, seconds, reported }: RunCost) => [
	...[list, order, token].map(count),
	count(list + order + token),
	seconds.toFixed(1),
	count(reported.length),
];

const COST = ['List', 'Order', 'Token', 'Calls', 's', 'Reported'];
const HEADINGS = ['Workflow', 'Provider', 'Round trip ms', 'Run', ...COST];

/** Each run is a line. */
export const watchTable = (measured: readonly Measured[]): string =>
	markdownTable(
		HEADINGS,
		measured.flatMap(({ title, provider, roundTrip, first, second }) => {
			const named = [title, PROVIDERS[provider], String(roundTrip)];
			return [
				[...named, 'first', ...costCells(first)],
				[...named, 'second', ...costCells(second)],
			];
		}),
	);
