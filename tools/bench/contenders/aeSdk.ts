import { createRequire } from 'node:module';

import type { Access, Contender } from '../types';
import { atATime } from './atATime';
import { counted } from './counted';

interface Client {
	/** Not an option of the constructor: the address is a property that its requests read. */
	migrated_apis_url: string;
	orderDetails(query: Readonly<Record<string, string>>): Promise<{
		readonly ok: boolean;
		readonly message?: string;
		readonly data?: unknown;
	}>;
}

interface AeSdk {
	DropshipperClient: new (init: { app_key: string; app_secret: string; session: string }) => Client;
}

/** The npm package `ae_sdk`, a client of AliExpress on Node's `fetch`, outside any engine. */
export async function aeSdk({ aliexpress }: Access): Promise<Contender> {
	const { DropshipperClient } = createRequire(__filename)('ae_sdk') as AeSdk;
	return {
		prepare: async ({ baseUrl, orderIds, concurrency }) => {
			const { appKey, appSecret, accessToken } = aliexpress;
			const client = new DropshipperClient({
				app_key: appKey,
				app_secret: appSecret,
				session: accessToken,
			});
			client.migrated_apis_url = `${baseUrl}/sync`;
			return {
				go: async () =>
					await atATime(concurrency, orderIds, async (order_id) => {
						// It names the token `session`, as the gateway's predecessor did; the sandbox wants both.
						const answer = await client.orderDetails({
							single_order_query: JSON.stringify({ order_id }),
							access_token: accessToken,
						});
						if (!answer.ok) throw new Error(JSON.stringify(answer));
						return answer.data;
					}),
				count: (result) => counted(result as unknown[]),
			};
		},
	};
}
