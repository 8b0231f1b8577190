import { startSandbox } from '../sandbox';
import type { Access } from './contender';
import { serve } from './program';

/** What the sandbox's process reports when it is ready. */
export interface Gateway {
	/** PEM. */
	readonly certificate: string;
	readonly access: Access;
}

/** Runs the sandbox with TLS as a process. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ tls: true, log: false });
	const { appKey, appSecret, accessToken } = sandbox.demo.aliExpressApi;
	const { accessId, accessSecret } = sandbox.demo.tuyaApi;
	const { mallCode, siteCode } = sandbox;
	const access: Access = {
		baseUrl: sandbox.baseUrl,
		aliexpress: { appKey, appSecret, accessToken },
		tuya: { accessId, accessSecret, mallCode, siteCode, ...sandbox.currentTokens().tuya },
	};
	serve({ certificate: sandbox.certificate ?? '', access } satisfies Gateway, () => null);
}

void main();
