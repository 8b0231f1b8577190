import { readStoredText, storedText, type Snapshot } from '../../order/snapshot';

/** What is remembered of one watched order. */
export interface Watched {
	readonly snapshot: Snapshot;
	/** The day (`yyyymmdd`) of its last change. */
	readonly day: string;
	/** A fingerprint of how the list shows the order; `''` where there is no list. */
	readonly row: string;
	/** True when parcels were looked for in each poll. */
	readonly isDeep: boolean;
}

/** What a trigger remembers from poll to poll. */
export interface WatchState {
	/** Epoch milliseconds of the first poll. */
	readonly since: number;
	readonly lookBackDays: number;
	/** By order id. */
	readonly orders: ReadonlyMap<string, Watched>;
}

/** The state as plain JSON, as n8n keeps it for the node. */
export interface StoredState {
	readonly v: 1;
	/** Names what is watched: the state of anything else is ignored. */
	readonly watching: string;
	readonly since: number;
	readonly lookBackDays: number;
	readonly orders: Readonly<Record<string, string>>;
}

const ROW = /^(.*)\|([\da-f]*)(\+?)$/;

const watchedText = ({ snapshot, day, row, isDeep }: Watched): string =>
	`${storedText({ snapshot, day })}|${row}${isDeep ? '+' : ''}`;

function readWatched(value: unknown): Watched | undefined {
	const [, text, row = '', deep] = (typeof value === 'string' && ROW.exec(value)) || [];
	const stored = readStoredText(text);
	return stored && { ...stored, row, isDeep: deep === '+' };
}

export const toStored = (
	watching: string,
	{ since, lookBackDays, orders }: WatchState,
): StoredState => ({
	v: 1,
	watching,
	since,
	lookBackDays,
	orders: Object.fromEntries([...orders].map(([id, order]) => [id, watchedText(order)])),
});

/** Reads what `toStored` gave; `null` for anything else, and for what was watched before. */
export function readState(stored: unknown, watching: string): WatchState | null {
	const state = (stored ?? {}) as Partial<Record<keyof StoredState, unknown>>;
	const { v, since, lookBackDays, orders } = state;
	if (v !== 1 || state.watching !== watching || typeof orders !== 'object' || !orders) return null;
	if (!Number.isFinite(since) || !Number.isFinite(lookBackDays)) return null;
	const read = Object.entries(orders).flatMap(([id, value]) => {
		const watched = readWatched(value);
		return watched ? [[id, watched] as const] : [];
	});
	return { since: Number(since), lookBackDays: Number(lookBackDays), orders: new Map(read) };
}
