import { DateTime } from 'luxon';

/**
 * `Retry-After` in milliseconds: whole seconds or an HTTP date in any of its three forms (RFC 9110,
 * 10.2.3 and 5.6.7); `null` for anything else or a time that has passed.
 *
 * @param now epoch milliseconds, against which a date is measured
 */
export function retryAfter(header: string | string[] | undefined, now: number): number | null {
	const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
	if (value === '') return null;
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
	const wait = DateTime.fromHTTP(value).toMillis() - now;
	return wait > 0 ? wait : null;
}
