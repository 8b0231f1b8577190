import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

export interface Certificate {
	/** PEM, like `key`. */
	readonly cert: string;
	readonly key: string;
}

let made: Promise<Certificate> | undefined;

/** A self-signed certificate for 127.0.0.1, localhost and gateway.test, created once per process. */
export const certificate = (): Promise<Certificate> =>
	(made ??= certificateFor(['localhost', 'gateway.test']));

/** A self-signed certificate for 127.0.0.1 and these hosts. */
export async function certificateFor(hosts: readonly string[]): Promise<Certificate> {
	const names = hosts.map((value) => ({ type: 2, value }) as const);
	const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: new Date(Date.now() - DAY_MS),
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'keyUsage', digitalSignature: true, keyCertSign: true },
			{ name: 'subjectAltName', altNames: [...names, { type: 7, ip: '127.0.0.1' }] },
		],
	});
	return { cert: pems.cert, key: pems.private };
}
