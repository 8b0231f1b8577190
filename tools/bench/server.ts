import { startSandbox } from '../sandbox';
import { serve } from './program';
import type { Access, GatewayState } from './types';

/** What the gateway's process reports when it is ready. */
export interface Gateway {
	readonly baseUrl: string;
	/** PEM. */
	readonly certificate: string;
	readonly access: Access;
}

/** Runs the sandbox with TLS as a process. */
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
