import { DateTime } from 'luxon';

import { isBlank, text } from '../../json/value';
import { shorten } from '../../order/text';
import { reject, succeed, type Outcome } from '../../providers/failure';

/** Epoch seconds have ten digits, milliseconds thirteen. */
const EPOCH = /^\d{10}(?:\d{3})?$/;

/**
 * A bound of time as the date picker or an expression gives it: text in ISO 8601, a date object, or
 * epoch seconds or milliseconds.
 *
 * @param zone IANA name of the zone for a text without one
 * @returns epoch milliseconds, `null` for no bound
 */
export function readTime(field: string, value: unknown, zone: string): Outcome<number | null> {
	const isDate = value instanceof Date || DateTime.isDateTime(value);
	if (!isDate && isBlank(value)) return succeed(null);
	const written = isDate ? '' : text(value);
	const epoch = isDate
		? value.valueOf()
		: EPOCH.test(written)
			? Number(written.padEnd(13, '0'))
			: DateTime.fromISO(written.replace(/^(\S+) (?=\d)/, '$1T'), { zone }).toMillis();
	if (Number.isFinite(epoch) && epoch > 0) return succeed(epoch);
	return reject({
		kind: 'invalid_parameter',
		message: `The ${field} "${shorten(written || String(value))}" is not a date`,
		hint: `Choose a date in the filter ${field}, or use an expression that gives one, for example {{ $now.minus({ days: 7 }) }}.`,
	});
}
