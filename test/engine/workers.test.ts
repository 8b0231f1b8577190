import { setImmediate as nextTurn } from 'node:timers/promises';

import { systemRuntime } from '../../http/runtime';
import { startSandbox } from '../../tools/sandbox';
import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';
import { ali, GOES_ON, idsIn } from './stage.support';

/** Four workers, each with a memory of its own, on one store. */
const WORKERS = [0, 1, 2, 3];
const EXECUTIONS = [0, 1, 2, 3, 4];

test.each([
	['gives new tokens of both kinds', false],
	['keeps the refresh token and changes the access token', true],
])(
	'twenty executions of four workers meet an expired session at once; the gateway %s: nothing is lost',
	async (_, keepsRefreshToken) => {
		const sandbox = await startSandbox({ aliexpress: { keepsRefreshToken } });
		const store = new CredentialStore();
		store.put('ali', { ...sandbox.demo.aliExpressApi });
		const engines = await Promise.all(
			WORKERS.map(async () => {
				const sleep = async (): Promise<void> => void (await nextTurn());
				return await createEngine({ store, runtime: { ...systemRuntime, sleep } });
			}),
		);
		try {
			sandbox.expireAccessTokens('aliexpress');
			const parameters = { provider: 'aliexpress', orderId: '={{ $json.order_id }}' };
			const run = async (worker: number, execution: number) => {
				const ids = [1, 2, 3].map((n) => `8112345678901${worker}${execution}${n}`);
				const workflow = getOrderWorkflow(ids.map(ali), parameters, GOES_ON);
				const rows = (await engines[worker]?.run(workflow))?.jsons('Get Order') ?? [];
				expect(rows.filter(({ error }) => error !== undefined)).toEqual([]);
				expect(idsIn(rows)).toEqual(ids);
			};
			await Promise.all(WORKERS.flatMap((worker) => EXECUTIONS.map((each) => run(worker, each))));
		} finally {
			await sandbox.close();
		}
	},
);
