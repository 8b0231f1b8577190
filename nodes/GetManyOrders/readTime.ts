import { DateTime } from 'luxon';

import { isBlank, text } from '../../json/value';
import { shorten } from '../../order/text';
import { invalidParameter, ok, type Result } from '../../providers/failure';

/** Epoch seconds have ten digits, milliseconds thirteen. */
const EPOCH = /^\d{10}(?:\d{3})?$/;

/**
 * A bound of time as the date picker or an expression gives it: text in ISO 8601, a date object, or
 * epoch seconds or milliseconds.
 *
 * @param zone IANA name of the zone for a text without one
 * @returns epoch milliseconds, `null` for no bound
 */
export function readTime(field: string, value: unknown, zone: string): Result<number | null> {
	const isDate = value instanceof Date || DateTime.isDateTime(value);
	if (!isDate && isBlank(value)) return ok(null);
	const written = isDate ? String(value) : text(value);
	const epoch = isDate ? value.valueOf() : epochOf(written, zone);
	if (Number.isFinite(epoch) && epoch > 0) return ok(epoch);
	return invalidParameter(
		`The ${field} "${shorten(written || JSON.stringify(value))}" is not a date`,
		`Choose a date in the filter ${field}, or use an expression that gives one, for example {{ $now.minus({ days: 7 }) }}.`,
	);
}

/** Text that does not begin with a year is no date: luxon would take `10:30` for a time of today. */
function epochOf(written: string, zone: string): number {
	if (EPOCH.test(written)) return Number(written.padEnd(13, '0'));
	if (!/^\d{4}/.test(written)) return NaN;
	return DateTime.fromISO(written.replace(/^(\S+) (?=\d)/, '$1T'), { zone }).toMillis();
}
