import { createHmac } from 'node:crypto';

export type Parameters = Readonly<Record<string, string>>;

const NON_ASCII = /[^\0-~]/;

/**
 * The API path (system gateway only) and every parameter but `sign`, sorted by key in byte order, as key +
 * value. Source: AliExpress Open Platform, "Signature algorithm" (HMAC-SHA256).
 */
export function signatureBase(path: string, parameters: Parameters): string {
	const keys = Object.keys(parameters).filter((key) => key !== 'sign');
	// Without a comparison, sort() goes by UTF-16 units, which for ASCII is the order of the bytes.
	if (NON_ASCII.test(keys.join(''))) {
		keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
	} else keys.sort();
	return path + keys.map((key) => `${key}${parameters[key]}`).join('');
}

/** Upper-case hex over the base, keyed with the App Secret; `path` is `''` for the business gateway. */
export const sign = (secret: string, path: string, parameters: Parameters): string =>
	createHmac('sha256', secret).update(signatureBase(path, parameters)).digest('hex').toUpperCase();
