import { generate } from 'selfsigned';

export interface Certificate {
	/** PEM, like `key`. */
	readonly cert: string;
	readonly key: string;
}

let made: Promise<Certificate> | undefined;

/** A self-signed certificate for 127.0.0.1, localhost and gateway.test, created once per process. */
export const certificate = (): Promise<Certificate> => (made ??= make());

async function make(): Promise<Certificate> {
	const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: new Date(Date.now() - 86_400_000),
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'keyUsage', digitalSignature: true, keyCertSign: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 2, value: 'gateway.test' },
					{ type: 7, ip: '127.0.0.1' },
				],
			},
		],
	});
	return { cert: pems.cert, key: pems.private };
}
