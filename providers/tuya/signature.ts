import { createHash, createHmac } from 'node:crypto';

export interface TuyaCall {
	readonly method: string;
	/** Path with its query, decoded and sorted by key: what is signed, not what is sent. */
	readonly pathAndQuery: string;
	/** Exactly the bytes that are sent; `''` for a GET. */
	readonly body: string;
	/** Headers that the signature covers, in the order of the header `Signature-Headers`. */
	readonly signedHeaders?: Readonly<Record<string, string>>;
}

export interface TuyaSigner {
	readonly clientId: string;
	readonly secret: string;
	/** `''` for the token calls. */
	readonly accessToken: string;
	/** Epoch milliseconds, 13 digits. */
	readonly t: string;
	readonly nonce: string;
}

/** The `stringToSign` of Tuya's "Sign requests": method, body hash, signed headers, URL. */
export function stringToSign({ method, pathAndQuery, body, signedHeaders = {} }: TuyaCall): string {
	const bodyHash = createHash('sha256').update(body).digest('hex');
	const headers = Object.entries(signedHeaders).map(([name, value]) => `${name}:${value}\n`);
	return [method.toUpperCase(), bodyHash, headers.join(''), pathAndQuery].join('\n');
}

/** The `sign` header: upper-case hex of HMAC-SHA256 over signer and call, keyed with the secret. */
export const sign = (signer: TuyaSigner, call: TuyaCall): string =>
	createHmac('sha256', signer.secret)
		.update(signer.clientId + signer.accessToken + signer.t + signer.nonce + stringToSign(call))
		.digest('hex')
		.toUpperCase();

/** The path with its query decoded and sorted by key, as it is signed. */
export function pathAndQuery(path: string, query: Iterable<readonly [string, string]>): string {
	const pairs = [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	if (pairs.length === 0) return path;
	return `${path}?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`;
}
