import { createRequire } from 'node:module';

import { fetchingEach, type Access, type Contender } from '../contender';

interface Client {
	/** The base URL is a property, not an option of the constructor. */
	migrated_apis_url: string;
	orderDetails(query: Readonly<Record<string, string>>): Promise<{
		readonly ok: boolean;
		readonly data?: unknown;
	}>;
}

interface AeSdk {
	DropshipperClient: new (init: { app_key: string; app_secret: string; session: string }) => Client;
}

/** The npm package `ae_sdk`, an AliExpress client based on `fetch`, without n8n's engine. */
export function open({ aliexpress }: Access): Contender {
	const { baseUrl, appKey: app_key, appSecret: app_secret, accessToken } = aliexpress;
	const { DropshipperClient } = createRequire(__filename)('ae_sdk') as AeSdk;
	const client = new DropshipperClient({ app_key, app_secret, session: accessToken });
	client.migrated_apis_url = `${baseUrl}/sync`;
	const fetchOrder = async (order_id: string): Promise<unknown> => {
		// It sends the token as `session`, like the older gateway; the sandbox needs `access_token` too.
		const answer = await client.orderDetails({
			single_order_query: JSON.stringify({ order_id }),
			access_token: accessToken,
		});
		if (!answer.ok) throw new Error(JSON.stringify(answer));
		return answer.data;
	};
	return fetchingEach(fetchOrder);
}
