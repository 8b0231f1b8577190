import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/**
 * Creates a self-signed certificate for the given hosts. Clients trust it through
 * `NODE_EXTRA_CA_CERTS`.
 *
 * @param {readonly string[]} hosts
 * @returns {Promise<{cert: string, key: string}>} PEM
 */
export async function mockCertificate(hosts) {
	const pems = await generate([{ name: 'commonName', value: 'End-to-end test' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		notBeforeDate: new Date(Date.now() - DAY_MS),
		notAfterDate: new Date(Date.now() + DAY_MS),
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'keyUsage', digitalSignature: true, keyCertSign: true },
			{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
		],
	});
	return { cert: pems.cert, key: pems.private };
}
