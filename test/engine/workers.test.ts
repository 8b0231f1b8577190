import { setImmediate as nextTurn } from 'node:timers/promises';

import { systemRuntime } from '../../http/runtime';
import { startSandbox } from '../../tools/sandbox';
import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';
import { ali } from './stage.support';

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
			const runs = await Promise.all(
				engines.flatMap((engine, worker) =>
					EXECUTIONS.map(async (execution) => {
						const ids = [1, 2, 3].map((n) => `8112345678901${worker}${execution}${n}`);
						const finished = await engine.run(
							getOrderWorkflow(
								ids.map((id) => ali(id)),
								{ provider: 'aliexpress', orderId: '={{ $json.order_id }}' },
								{ onError: 'continueRegularOutput' },
							),
						);
						return { ids, rows: finished.jsons('Get Order') };
					}),
				),
			);
			for (const { ids, rows } of runs) {
				expect(rows.filter(({ error }) => error !== undefined)).toEqual([]);
				expect(new Set(rows.map(({ order_id }) => order_id))).toEqual(new Set(ids));
			}
		} finally {
			await sandbox.close();
		}
	},
);
