import { createHash, createHmac } from 'node:crypto';

/**
 * The providers' signatures, implemented independently from their documentation so that the tests
 * detect mistakes in the package's own signers.
 */

type Pair = readonly [key: string, value: string];

const byBytesOfKey = ([a]: Pair, [b]: Pair): number =>
	Buffer.compare(Buffer.from(a), Buffer.from(b));

const hmac = (secret: string, text: string): string =>
	createHmac('sha256', secret).update(text, 'utf8').digest('hex').toUpperCase();

/** AliExpress, "Signature algorithm": `path` is `''` on the business gateway. */
export function signAliExpress(secret: string, path: string, parameters: Iterable<Pair>): string {
	let base = path;
	for (const [key, value] of [...parameters].sort(byBytesOfKey)) {
		if (key !== 'sign') base += key + value;
	}
	return hmac(secret, base);
}

export interface TuyaCall {
	readonly clientId: string;
	readonly secret: string;
	/** `''` on token calls. */
	readonly accessToken: string;
	readonly t: string;
	readonly nonce: string;
	readonly method: string;
	/** Path and query as `canonical` gives them. */
	readonly target: string;
	readonly signedHeaders: readonly Pair[];
	readonly body: Buffer | string;
}

/** Tuya, "Sign requests for cloud authorization". */
export function signTuya(call: TuyaCall): string {
	const hash = createHash('sha256').update(call.body).digest('hex');
	const headers = call.signedHeaders.map(([name, value]) => `${name}:${value}\n`).join('');
	const text = [call.method, hash, headers, call.target].join('\n');
	return hmac(call.secret, call.clientId + call.accessToken + call.t + call.nonce + text);
}

/** The path and query that Tuya signs: sorted by key, values decoded. */
export function canonical(path: string, query: string): string {
	if (query === '') return path;
	const pairs = [...new URLSearchParams(query)].sort(byBytesOfKey);
	return `${path}?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`;
}
