import { createHash, createHmac } from 'node:crypto';

import type { SigningContext, SigningCredentials } from '../call';

export interface TuyaCall {
	readonly method: string;
	/** As it is sent, with the path of the base URL; only the query is signed decoded. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** Exactly the bytes that are sent; `''` for a GET. */
	readonly body: string | Uint8Array;
	/** Headers that the signature covers, in the order of the header `Signature-Headers`. */
	readonly signedHeaders?: Readonly<Record<string, string>>;
}

const sha256 = (body: TuyaCall['body']): string => createHash('sha256').update(body).digest('hex');
const NO_BODY = sha256('');

/** The `stringToSign` of Tuya's "Sign requests": the query is sorted by key and signed decoded. */
export function stringToSign({ method, path, query, body, signedHeaders = {} }: TuyaCall): string {
	const bodyHash = body === '' ? NO_BODY : sha256(body);
	const headers = Object.entries(signedHeaders).map(([name, value]) => `${name}:${value}\n`);
	const pairs = Object.keys(query)
		.sort()
		.map((key) => `${key}=${query[key]}`);
	const url = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
	return [method.toUpperCase(), bodyHash, headers.join(''), url].join('\n');
}

type Signer = Pick<SigningCredentials, 'key' | 'secret' | 'accessToken'>;

/** The `sign` header: upper-case hex of HMAC-SHA256; token calls sign without an access token. */
export const sign = (signer: Signer, { now, nonce }: SigningContext, call: TuyaCall): string =>
	createHmac('sha256', signer.secret)
		.update(`${signer.key}${signer.accessToken}${now}${nonce}${stringToSign(call)}`)
		.digest('hex')
		.toUpperCase();
