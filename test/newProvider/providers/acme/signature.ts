import { createHmac } from 'node:crypto';

/**
 * Lower-case hex of HMAC-SHA256 over method, path and time, a line each, keyed with the secret.
 *
 * @param time epoch milliseconds as text, as in the header `x-acme-time`
 */
export const sign = (secret: string, method: string, path: string, time: string): string =>
	createHmac('sha256', secret).update([method, path, time].join('\n')).digest('hex');
