import { fingerprint } from '../order/fingerprint';
import { readState as readOrderState, stateKey, stateText } from './state';
import type { ListPosition, Watched, WatchState } from './watchList';

/** The state as plain JSON, as n8n keeps it for the node. */
export interface StoredState {
	readonly v: 1;
	readonly watching: string;
	readonly since: number;
	readonly lookBackDays: number;
	readonly orders: Readonly<Record<string, string>>;
	readonly list?: ListPosition;
}

/** Writes epoch milliseconds as seconds in base 36, to save space. */
const written = (epoch: number): string => Math.max(0, Math.ceil(epoch / 1000)).toString(36);
const read = (text: string): number => parseInt(text, 36) * 1000;

/** `{state}row|changed|due|tries|tried`, with `!` after the tries of an order that could not be read. */
const watchedText = ({ state, row, isUnread, ...numbers }: Watched): string =>
	[
		`${state ? stateText(state) : ''}${row}`,
		written(numbers.changedAt),
		written(numbers.dueAt),
		`${numbers.tries}${isUnread ? '!' : ''}`,
		written(numbers.triedAt),
	].join('|');

const SECONDS = '([\\da-z]{1,8})';
const WATCHED = new RegExp(
	`^(v1\\|.{1,200}\\||)([\\w-]{0,6})\\|${SECONDS}\\|${SECONDS}\\|(\\d{1,6})(!?)\\|${SECONDS}$`,
);

function readWatched(value: unknown, key: string): Watched | null {
	const found = typeof value === 'string' && value.length < 400 ? WATCHED.exec(value) : null;
	if (!found) return null;
	const [, text = '', row = '', changedAt = '', dueAt = '', tries = '', mark, triedAt = ''] = found;
	const state = text === '' ? null : readOrderState(text, key);
	if (text !== '' && !state) return null;
	return {
		state,
		row,
		changedAt: read(changedAt),
		dueAt: read(dueAt),
		tries: Number(tries),
		isUnread: mark === '!',
		triedAt: read(triedAt),
	};
}

/** Identifies what is watched, so that the state of anything else is ignored. */
export const watchKey = (...parts: unknown[]): string => fingerprint(JSON.stringify(parts));

export const toStored = (watching: string, { orders, ...rest }: WatchState): StoredState => ({
	v: 1,
	watching,
	...rest,
	orders: Object.fromEntries([...orders].map(([id, order]) => [id, watchedText(order)])),
});

function readPosition(value: unknown): ListPosition | null {
	const { bound, cursor, next } = (value ?? {}) as Record<keyof ListPosition, unknown>;
	const isWhole = [bound, next].every(Number.isFinite) && typeof cursor === 'string';
	return isWhole ? (value as ListPosition) : null;
}

/** Reads the result of `toStored`; `null` for anything else, including the state of another watch. */
export function readWatchState(stored: unknown, key: string, provider: string): WatchState | null {
	const state = (stored ?? {}) as Partial<Record<keyof StoredState, unknown>>;
	const { v, since, lookBackDays, orders } = state;
	if (v !== 1 || state.watching !== key || typeof orders !== 'object' || !orders) return null;
	if (!Number.isFinite(since) || !Number.isFinite(lookBackDays)) return null;
	const entries = Object.entries(orders).flatMap(([id, value]) => {
		const watched = readWatched(value, stateKey(provider, id));
		return watched ? [[id, watched] as const] : [];
	});
	const list = readPosition(state.list);
	return {
		since: Number(since),
		lookBackDays: Number(lookBackDays),
		orders: new Map(entries),
		...(list ? { list } : {}),
	};
}
