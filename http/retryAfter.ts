import { DateTime } from 'luxon';

/**
 * `Retry-After` in milliseconds: seconds or any HTTP date (RFC 9110); `null` for anything else and for the
 * past.
 */
export function retryAfter(header: string | string[] | undefined, now: number): number | null {
	const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
	if (value === '') return null;
	if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
	const wait = DateTime.fromHTTP(value).toMillis() - now;
	return wait > 0 ? wait : null;
}
