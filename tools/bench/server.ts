import { startSandbox } from '../sandbox';
import { serve } from './program';
import type { Access, GatewayState } from './types';

/** What the gateway's process says when it listens. */
export interface Gateway {
	readonly baseUrl: string;
	/** PEM. */
	readonly certificate: string;
	readonly access: Access;
}

/** Both providers over loopback TLS, in a process of their own. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ tls: true, log: false });
	const { aliExpressApi, tuyaApi } = sandbox.demo;
	const gateway: Gateway = {
		baseUrl: sandbox.baseUrl,
		certificate: sandbox.certificate ?? '',
		access: {
			aliexpress: {
				appKey: aliExpressApi.appKey,
				appSecret: aliExpressApi.appSecret,
				accessToken: aliExpressApi.accessToken,
			},
			tuya: {
				accessId: tuyaApi.accessId,
				accessSecret: tuyaApi.accessSecret,
				accessToken: sandbox.currentTokens().tuya.accessToken,
				mallCode: sandbox.mallCode,
				siteCode: sandbox.siteCode,
			},
		},
	};
	serve(gateway, (): GatewayState => ({ sockets: sandbox.sockets }));
}

void main();
