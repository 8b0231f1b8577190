import { createRequire } from 'node:module';

import type { Access, Contender } from '../types';
import { mapConcurrent } from './mapConcurrent';
import { counted } from './counted';

interface Client {
	/** The base URL is a property, not an option of the constructor. */
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

/** The npm package `ae_sdk`, an AliExpress client based on `fetch`, without n8n's engine. */
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
					await mapConcurrent(concurrency, orderIds, async (order_id) => {
						// It sends the token as `session`, like the older gateway; the sandbox needs `access_token` too.
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
