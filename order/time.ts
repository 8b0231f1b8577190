import { IANAZone } from 'luxon';

import { text as textOf } from '../json/value';
import { shorten } from './text';

/** An instant, with a warning if the text is ambiguous or is not a time. */
export interface Instant {
	/** ISO 8601 in UTC with milliseconds, `null` when there is no such time. */
	readonly iso: string | null;
	readonly warning: string;
}

const NONE: Instant = { iso: null, warning: '' };
const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** The years 0000 to 9999, the only ones written with four digits. */
const FIRST = -62_167_219_200_000;
const LAST = 253_402_300_799_999;

/** The year 2000 in epoch milliseconds: no order is older, so a smaller value must be in seconds. */
const OLDEST = 946_684_800_000;

/** No time text is longer; a bound keeps the patterns below fast on any text. */
const LONGEST = 80;
/** Zeros in any form, and negative numbers. */
const UNSET = /^(?:-\d+|[-/:.,\sT]*0[-/:.,\sT0]*(?:Z|[+-]\d\d:?\d\d)?)$/i;
const EPOCH = /^\d{1,13}$/;
const LOCAL =
	/^(\d{4}[-/]\d{2}[-/]\d{2})[T ]((?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)\s*(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?\s*(?:\[([\w+\-/]+)\])?$/i;
/** `20260504101112000-0700`, with optional milliseconds and offset. */
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{0,3})(?=$|\s|Z|[+-])/i;

/** True for text that means "not set": empty, zeros in any form, or a negative number. */
export const isUnset = (text: string): boolean =>
	text.trim() === '' || (text.length <= LONGEST && UNSET.test(text.trim()));

/**
 * Reads a provider's time: epoch milliseconds or seconds, or text with or without separators. Text without
 * an offset or a `[Zone/Name]` is read in `zone`, an IANA name or `''`.
 *
 * A local time that occurs twice (clocks set back) is read as the first instant that is not before
 * `notBefore`; one that never occurs (clocks set forward) is moved on by the skipped time. `warning` reports
 * either case, and a value that is not a time.
 */
export function readTime(value: unknown, zone = '', notBefore: string | null = null): Instant {
	const written = textOf(value);
	if (isUnset(written)) return NONE;
	const said = `The time "${shorten(written)}"`;
	const unread = { iso: null, warning: `${said} could not be read.` };
	if (EPOCH.test(written)) return read(fromEpoch(Number(written))) ?? unread;
	if (written.length > LONGEST) return unread;
	const separated = written.replace(
		COMPACT,
		(_, y, mo, d, h, mi, s, ms: string) => `${y}-${mo}-${d}T${h}:${mi}:${s}${ms && `.${ms}`}`,
	);
	const found = LOCAL.exec(separated);
	if (!found) return unread;
	const [, date = '', time = '', offset, place = zone] = found;
	const day = date.replaceAll('/', '-');
	// Cut to milliseconds, with a decimal point.
	const local = `${day}T${time.slice(0, 12).replace(',', '.')}`;
	const wall = isDay(day) ? Date.parse(`${local}Z`) : NaN;
	if (Number.isNaN(wall)) return unread;
	if (offset) return read(iso(Date.parse(local + colon(offset)))) ?? unread;
	if (!isTimeZone(place)) {
		return { iso: null, warning: `${said} names the unknown time zone "${shorten(place)}".` };
	}
	const { instants, moved } = instantsOf(wall, IANAZone.create(place));
	const from = notBefore === null ? -Infinity : Date.parse(notBefore);
	const taken = instants.find((each) => each >= from) ?? instants[0] ?? moved;
	return read(iso(taken), dstWarning(instants, taken, written, place)) ?? unread;
}

/** Reads a number as seconds if, as milliseconds, it would be before the year 2000. */
const fromEpoch = (epoch: number): string | null => iso(epoch < OLDEST ? epoch * 1000 : epoch);

const read = (time: string | null, warning = ''): Instant | null =>
	time === null ? null : { iso: time, warning };

/** True if the day exists: Node would read February 30 as a day in March. */
function isDay(day: string): boolean {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(midnight) && new Date(midnight).getUTCDate() === Number(day.slice(-2));
}

const colon = (offset: string): string => offset.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2');

/** Offsets in minutes, by zone and local day; `null` near a clock change. */
const offsets = new Map<string, number | null>();
/** Almost three years of days; the orders of a run span a few months in one or two zones. */
const MOST_OFFSETS = 1000;

/**
 * The zone's offset around the day of `wall`, `null` if the clocks change then. It is cached because looking
 * it up costs more than everything else.
 */
function offsetOfDay(wall: number, zone: IANAZone): number | null {
	const midnight = Math.floor(wall / DAY) * DAY;
	const key = `${zone.name} ${midnight}`;
	const known = offsets.get(key);
	if (known !== undefined) return known;
	const [offset = 0, ...others] = [-1, 0, 1, 2].map((days) => zone.offset(midnight + days * DAY));
	const found = others.every((other) => other === offset) ? offset : null;
	if (offsets.size >= MOST_OFFSETS) offsets.clear();
	offsets.set(key, found);
	return found;
}

/** The instants at which the zone's clocks show `wall`, the earlier first; `moved` if they never do. */
function instantsOf(wall: number, zone: IANAZone) {
	const at = (offset: number) => wall - Math.round(offset * MINUTE);
	const only = (offset: number) => ({ instants: [at(offset)], moved: NaN });
	const known = offsetOfDay(wall, zone);
	if (known !== null) return only(known);
	// Clocks change at most once in two days, so no other offsets are possible.
	const before = zone.offset(wall - DAY);
	const after = zone.offset(wall + DAY);
	if (before === after) return only(before);
	// Of two instants, the one with the offset from before the change is the earlier.
	const instants = [before, after].filter((offset) => zone.offset(at(offset)) === offset).map(at);
	return { instants, moved: at(before) };
}

function dstWarning(instants: readonly number[], taken: number, text: string, zone: string) {
	if (instants.length === 1) return '';
	return instants.length === 0
		? `The time "${text}" does not exist in ${zone} because the clocks were set forward; it was moved on by the skipped time.`
		: `The time "${text}" happened twice in ${zone} because the clocks were set back; the ${taken === instants[0] ? 'earlier' : 'later'} one was taken.`;
}

const iso = (epoch: number): string | null =>
	epoch >= FIRST && epoch <= LAST ? new Date(epoch).toISOString() : null;

/** Names known to be zones, cached because asking Node costs more than the rest of `readTime`. */
const known = new Set<string>();

/** Whether Node knows the IANA name; case does not matter to it. */
export function isTimeZone(name: string): boolean {
	if (!known.has(name) && IANAZone.isValidZone(name)) known.add(name);
	return known.has(name);
}

/** The IANA time zones this Node lists, and UTC, for the option's list. */
export const timeZones = (): readonly string[] => [
	...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]),
];

/** Sorts by `at`, earliest first; entries without a time come last. */
export function byTime(a: Timed, b: Timed): number {
	const [first, second] = [a.at ?? '~', b.at ?? '~'];
	return Number(first > second) - Number(first < second);
}
type Timed = { readonly at: string | null };

/** The first of some times in ISO 8601, `null` for none. */
export const earliest = (times: ReadonlyArray<string | null>): string | null =>
	times.reduce((first, time) => (first === null || (time ?? '~') < first ? time : first), null);
