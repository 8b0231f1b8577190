import { markdownTable } from '../docs/table';
import type { Cost } from './client';
import { CONTENDERS, PROVIDERS, type ContenderName, type ProviderName } from './contender';

/** The same orders, fetched by each contender. */
export interface Cell {
	readonly provider: ProviderName;
	readonly orders: number;
	readonly concurrency: number;
}

/** The runs of one contender in one cell. */
export interface Measured {
	readonly cell: Cell;
	readonly contender: ContenderName;
	readonly costs: readonly Cost[];
}

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const [low = NaN, high = NaN] = [(sorted.length - 1) >> 1, sorted.length >> 1].map(
		(at) => sorted[at],
	);
	return (low + high) / 2;
}

const ordersPerSecond = ({ cell, costs }: Measured): number =>
	cell.orders / median(costs.map(({ seconds }) => seconds));

/** Get Order's throughput divided by that of another contender in the same cell. */
const ratioTo = (all: readonly Measured[], other: Measured): number => {
	const ours = all.find(({ cell, contender }) => cell === other.cell && contender === 'getOrder');
	return ours ? ordersPerSecond(ours) / ordersPerSecond(other) : NaN;
};

const ratioText = (ratio: number): string => (Number.isNaN(ratio) ? '' : ratio.toFixed(2));

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A row for each contender in each cell; the medians of its runs. */
export const benchTable = (all: readonly Measured[]): string =>
	markdownTable(
		[
			'Provider',
			'Orders',
			'At a time',
			'Client',
			'Orders/s',
			'Get Order ÷',
			'CPU ms',
			'MB',
			'Turn ms',
		],
		all.map((measured) => [
			PROVIDERS[measured.cell.provider],
			count(measured.cell.orders),
			String(measured.cell.concurrency),
			CONTENDERS[measured.contender].title,
			count(ordersPerSecond(measured)),
			ratioText(ratioTo(all, measured)),
			(median(measured.costs.map(({ cpu }) => cpu)) / measured.cell.orders).toFixed(2),
			count(Math.max(...measured.costs.map(({ peakMemory }) => peakMemory)) / 1_048_576),
			count(Math.max(...measured.costs.map(({ longestTurn }) => longestTurn))),
		]),
	);

/** The last line: Get Order's throughput as a multiple of the others', each in its worst cell. */
export const ratioLine = (all: readonly Measured[]): string => {
	const worst = (name: ContenderName): string => {
		const ratios = all
			.filter(({ contender }) => contender === name)
			.map((each) => ratioTo(all, each));
		return ratios.length > 0 ? Math.min(...ratios).toFixed(2) : 'not measured';
	};
	return `ratios: ae_sdk ${worst('aeSdk')}, tuya-connector ${worst('tuyaConnector')}, helper ${worst('helper')}`;
};
