import { DateTime, IANAZone } from 'luxon';

/** `fromLocal`'s answer: an instant, and a sentence when the text left a choice. */
export interface Instant {
	/** ISO 8601 in UTC with milliseconds, `''` when there is no such time. */
	readonly iso: string;
	readonly warning: string;
}

const NONE: Instant = { iso: '', warning: '' };
const FIRST = 0;
const LAST = 253402300799999;

/**
 * Epoch milliseconds (number or text) as ISO 8601 in UTC. Zero, negative values, values beyond the
 * year 9999 and anything else give `''`: providers send them for "not set".
 */
export function fromEpoch(value: unknown): string {
	const text =
		typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
	if (!/^\d{1,15}$/.test(text)) return '';
	const epoch = Number(text);
	return epoch > FIRST && epoch <= LAST ? new Date(epoch).toISOString() : '';
}

const LOCAL =
	/^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*(?:\[([\w+\-/]+)\])?$/i;

/**
 * A provider's time text as an instant. A text with an offset (`+08:00`, `Z`) or a `[Zone/Name]`
 * says its own zone; any other is read in `zone` (an IANA name). A 13-digit text is epoch
 * milliseconds.
 *
 * A local time that happens twice (clocks set back) is taken as the earlier instant; one that never
 * happens (clocks set forward) is moved on by the hour that was skipped. Both are told in `warning`,
 * as is a text that is no time at all.
 */
export function fromLocal(text: string, zone: string): Instant {
	const trimmed = text.trim();
	if (trimmed === '') return NONE;
	const parts = LOCAL.exec(trimmed);
	if (!parts) {
		const iso = /^\d{13}$/.test(trimmed) ? fromEpoch(trimmed) : '';
		return iso
			? { iso, warning: '' }
			: { iso: '', warning: `The time "${shown(trimmed)}" could not be read.` };
	}
	const [, year, month, day, hour, minute, second = '00', fraction = '0', offset, named] = parts;
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
	if (offset)
		return settled(DateTime.fromISO(`${local}${offset.toUpperCase()}`, { setZone: true }), trimmed);
	const place = named ?? zone;
	if (!IANAZone.isValidZone(place)) {
		return {
			iso: '',
			warning: `The time "${shown(trimmed)}" names the unknown time zone "${shown(place)}".`,
		};
	}
	const time = DateTime.fromISO(local, { zone: place });
	return settled(time, trimmed, local, place);
}

function settled(time: DateTime, text: string, local?: string, place?: string): Instant {
	if (!time.isValid) return { iso: '', warning: `The time "${shown(text)}" could not be read.` };
	if (local === undefined) return { iso: iso(time), warning: '' };
	if (time.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS") !== local) {
		return {
			iso: iso(time),
			warning: `The time "${text}" does not exist in ${place} because the clocks were set forward; it was moved on by the skipped time.`,
		};
	}
	const [earliest, ...others] = time
		.getPossibleOffsets()
		.sort((a, b) => a.toMillis() - b.toMillis());
	if (others.length === 0 || !earliest) return { iso: iso(time), warning: '' };
	return {
		iso: iso(earliest),
		warning: `The time "${text}" happened twice in ${place} because the clocks were set back; the earlier one was taken.`,
	};
}

const iso = (time: DateTime): string => time.toUTC().toJSDate().toISOString();
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The IANA time zones this Node knows, for the option's list. */
export const timeZones = (): readonly string[] => Intl.supportedValuesOf('timeZone');
