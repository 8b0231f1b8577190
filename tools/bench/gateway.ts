import { startSandbox } from '../sandbox';
import { orderIdOf, type Access } from './contender';
import { serve } from './program';

/** What the sandbox's process reports when it is ready. */
export interface Gateway {
	/** PEM. */
	readonly certificate: string;
	readonly access: Access;
}

/** Runs the sandbox with TLS as a process; asked for a number, it lists so many Tuya orders. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ tls: true, log: false });
	const { demo, mallCode, siteCode } = sandbox;
	const access: Access = {
		mallCode,
		siteCode,
		aliexpress: { ...demo.aliExpressApi, refreshToken: '' },
		tuya: { ...demo.tuyaApi, ...sandbox.currentTokens().tuya },
	};
	const ready: Gateway = { certificate: sandbox.certificate ?? '', access };
	serve(ready, (orders: number) => {
		sandbox.tuya.clear();
		const newest = Date.now() - 60_000;
		for (let at = 0; at < orders; at++) {
			sandbox.tuya.place(orderIdOf.tuya(at), { at: newest - at * 1000 });
		}
		return sandbox.tuya.orders.length;
	});
}

void main();
