import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import type { Aim } from './aims';
import { CONTENDERS } from './contenders';
import type { Result, Results } from './results';
import { count, PATHS, PROVIDERS } from './titles';

const ROOT = path.resolve(__dirname, '../..');
const DOCUMENT = path.join(ROOT, 'docs', 'performance.md');
const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

const MEGABYTE = 1_048_576;

/** Get Order's figure divided by that of another contender in the same cell. */
function ratio(
	results: readonly Result[],
	result: Result,
	quantity: 'ordersPerSecond' | 'cpuPerOrder',
) {
	const ours = results.find(
		({ contender, ...cell }) =>
			contender === 'getOrder' && CELL.every((key) => cell[key] === result[key]),
	);
	return ours ? (ours[quantity] / result[quantity]).toFixed(2) : '';
}
const CELL = ['path', 'provider', 'orders', 'concurrency', 'repeats'] as const;

const cells = (results: readonly Result[], result: Result): readonly string[] => [
	PATHS[result.path],
	PROVIDERS[result.provider],
	count(result.orders),
	String(result.concurrency),
	CONTENDERS[result.contender].title,
	count(result.ordersPerSecond),
	ratio(results, result, 'ordersPerSecond'),
	result.cpuPerOrder.toFixed(2),
	ratio(results, result, 'cpuPerOrder'),
	count(result.peakMemory / MEGABYTE),
	count(result.sockets),
];
const HEADINGS = [
	'Path',
	'Provider',
	'Orders',
	'At a time',
	'Client',
	'Orders/s',
	'Get Order ÷',
	'CPU ms/order',
	'Get Order ÷',
	'Peak memory MB',
	'New sockets',
];
const WIDTHS = [26, 10, 6, 3, 22, 8, 6, 6, 6, 5, 6];

/** A result of a cell as a line for the terminal. */
export const inTerminal = (cell: readonly Result[], result: Result): string =>
	cells(cell, result)
		.map((cell, at) =>
			at < 2 || at === 4 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0),
		)
		.join('  ');

const table = (headings: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[headings, headings.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The computer and its Node, for the line above a table. */
export const machine = (): string => {
	const all = cpus();
	return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${count(totalmem() / MEGABYTE / 1024)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
};

const judged = ({ aim, cells: all, met, worst }: Aim): readonly string[] => [
	aim,
	met === all ? 'met' : `missed by ${worst.missedBy}`,
	`${met} of ${all}`,
	worst.measured,
	worst.where,
];

const heapTable = ({ heapResults, heapAfterRuns }: Results): string => {
	const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
	const marks = heapAfterRuns.flatMap((bytes, run) =>
		run % 50 === 19 || run === heapAfterRuns.length - 1
			? [[`after ${run + 1} runs of 100 orders`, '', '', megabytes(bytes)]]
			: [],
	);
	const runs = heapResults.map(({ orders, peakHeap, rowsHeap }) => [
		`one run of ${count(orders)} orders`,
		megabytes(peakHeap),
		megabytes(rowsHeap),
		'',
	]);
	return table(['Heap, MB', 'Peak', 'Rows', 'Left'], [...runs, ...marks]);
};

/** All results and how they compare with the aims, as Markdown. */
export const inMarkdown = (measured: Results, aims: readonly Aim[]): string =>
	[
		`Machine: ${machine()}. Date: ${new Date().toISOString().slice(0, 10)}.`,
		table(
			HEADINGS,
			measured.results.map((result) => cells(measured.results, result)),
		),
		...(measured.heapResults.length > 0 ? [heapTable(measured)] : []),
		table(['Aim', 'Result', 'Cells met', 'Worst cell', 'Which'], aims.map(judged)),
	].join('\n\n');

/** Writes the report between the markers in docs/performance.md. Returns the file's path. */
export async function writeDocument(report: string): Promise<string> {
	const text = readFileSync(DOCUMENT, 'utf8');
	const [before, rest] = text.split(BEGIN);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) {
		throw new Error(`${DOCUMENT} has no markers ${BEGIN} and ${END}`);
	}
	const whole = `${before}${BEGIN}\n\n${report}\n\n${END}${after}`;
	const config = await resolveConfig(DOCUMENT);
	writeFileSync(DOCUMENT, await format(whole, { ...config, filepath: DOCUMENT }));
	return path.relative(ROOT, DOCUMENT);
}
