import { createRequire } from 'node:module';
import path from 'node:path';

import type { Agents } from '../../../http/agents';
import type { SignedRequest } from '../../../http/message';
import type { Provider, SigningCredentials } from '../../../providers/contract';
import type { Access, ProviderName } from '../types';

const DIST = path.resolve(__dirname, '../../../dist');
const load = createRequire(__filename);

/** The parts of the compiled package that other contenders reuse: signing and the connections. */
const { providerNamed } = load(path.join(DIST, 'providers/index.js')) as {
	providerNamed: (name: string) => Provider | undefined;
};
const http = load(path.join(DIST, 'http/agents.js')) as { Agents: new () => Agents };
export const agents = new http.Agents();

export function providerOf(name: ProviderName): Provider {
	const provider = providerNamed(name);
	if (!provider) throw new Error(`The package has no provider ${name}`);
	return provider;
}

/** The credentials as n8n stores them, with a valid session. */
export const credentialsOf = ({ aliexpress, tuya }: Access, baseUrl: string) => ({
	aliexpress: { ...aliexpress, refreshToken: '', authorizationCode: '', baseUrl },
	tuya: {
		accessId: tuya.accessId,
		accessSecret: tuya.accessSecret,
		accessToken: tuya.accessToken,
		dataCenter: 'custom',
		baseUrl,
	},
});

/** The node's parameters apart from the order id. */
export const fieldsOf = ({ tuya }: Access, name: ProviderName): Record<string, string> =>
	name === 'tuya' ? { mallCode: tuya.mallCode, siteCode: tuya.siteCode } : {};

let nonces = 0;

/** The signed request for one order, as the node makes it. */
export function signedRequest(
	name: ProviderName,
	credentials: SigningCredentials,
	orderId: string,
	fields: Readonly<Record<string, string>>,
): SignedRequest {
	const query = {
		provider: name,
		orderId,
		fields,
		language: '',
		timeZone: 'America/Los_Angeles',
		includeTracking: false,
	};
	return providerOf(name).order.request(query, credentials, {
		now: Date.now(),
		nonce: `bench-${process.pid}-${nonces++}`,
	});
}

export function signingCredentialsOf(
	name: ProviderName,
	credentials: Record<string, unknown>,
): SigningCredentials {
	const read = providerOf(name).credential.read(credentials);
	if (!read.ok) throw new Error(read.failure.message);
	return read.value;
}
