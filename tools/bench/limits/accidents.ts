import { markdownTable } from '../../docs/table';
import { chanceFrom } from '../../sandbox/chance';
import { simulate, type RunResult } from './simulate';

/** A provider without a limit that refuses calls by chance, as an overloaded gateway does. */
export interface Accidents {
	/** Share of the calls that are refused. */
	readonly share: number;
	/** Whether a refusal states a wait of a second. */
	readonly isStated: boolean;
	readonly concurrency: number;
}

export const ACCIDENT_ORDERS = 3000;
export const ACCIDENT_LATENCY = 150;

export const ACCIDENTS: readonly Accidents[] = [0.005, 0.01, 0.02].flatMap((share) =>
	[true, false].flatMap((isStated) =>
		[5, 25].map((concurrency) => ({ share, isStated, concurrency })),
	),
);

/** Two runs of a process. */
export async function simulateAccidents(accidents: Accidents): Promise<readonly RunResult[]> {
	const { share, isStated, concurrency } = accidents;
	const chance = chanceFrom(1);
	return await simulate({
		limit: { refuse: () => (chance() < share ? 1000 : null) },
		stated: () => (isStated ? 1000 : null),
		latency: ACCIDENT_LATENCY,
		concurrency,
		orders: ACCIDENT_ORDERS,
	});
}

/** Milliseconds that a run may take: those without refusals, plus a little for each refusal. */
export const longestOf = ({ concurrency }: Accidents, { refused }: RunResult): number =>
	(ACCIDENT_ORDERS / concurrency) * ACCIDENT_LATENCY + 1500 * refused + 5000;

const HEADINGS = [
	'Refused by chance',
	'Wait',
	'Concurrency',
	'Without s',
	'First run s',
	'Refused',
	'At most s',
	'Second run s',
	'Refused',
	'At most s',
];

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** A Markdown table with a row for each combination. */
export async function accidentTable(): Promise<string> {
	const rows = ACCIDENTS.map(async (accidents) => {
		const { share, isStated, concurrency } = accidents;
		const runs = await simulateAccidents(accidents);
		return [
			`${share * 100} %`,
			isStated ? '1 s' : 'none stated',
			String(concurrency),
			seconds((ACCIDENT_ORDERS / concurrency) * ACCIDENT_LATENCY),
			...runs.flatMap((run) => [
				seconds(run.time),
				String(run.refused),
				seconds(longestOf(accidents, run)),
			]),
		];
	});
	return markdownTable(HEADINGS, await Promise.all(rows));
}
