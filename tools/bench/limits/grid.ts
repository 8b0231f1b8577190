import { fixedWindow, minimumGap, slidingWindow, type Counter } from '../../sandbox/callLimit';

/** Kinds of limits, each by calls a second. */
export const MODELS = {
	'sliding-window': (perSecond) => slidingWindow(perSecond),
	'fixed-window': (perSecond) => fixedWindow(perSecond),
	'minimum-gap': (perSecond) => minimumGap(1000 / perSecond),
} as const satisfies Readonly<Record<string, (perSecond: number) => Counter>>;

export type Model = keyof typeof MODELS;

export const ORDERS = 20;

export interface Cell {
	readonly perSecond: number;
	/** Milliseconds. */
	readonly latency: number;
	readonly concurrency: number;
	/** Milliseconds that the orders take if no call is refused: by the limit, or by their latency. */
	readonly ideal: number;
}

/** All combinations of limit, latency and concurrency. */
export const GRID: readonly Cell[] = [1, 2, 3, 5, 20].flatMap((perSecond) =>
	[0, 150, 300].flatMap((latency) =>
		[1, 2, 5, 20].map((concurrency) => ({
			perSecond,
			latency,
			concurrency,
			ideal: Math.max(((ORDERS - 1) / perSecond) * 1000, Math.ceil(ORDERS / concurrency) * latency),
		})),
	),
);
