import { createRequire } from 'node:module';

import { fetchingEach, type Access, type Contender } from '../contender';

interface Connector {
	TuyaContext: new (options: {
		baseUrl: string;
		accessKey: string;
		secretKey: string;
		/** Stores its session. */
		store: {
			setTokens(): Promise<boolean>;
			getAccessToken(): Promise<string>;
			getRefreshToken(): Promise<string>;
		};
	}) => {
		request(call: {
			method: 'GET';
			path: string;
			query: Record<string, string>;
		}): Promise<{ readonly success: boolean; readonly result?: unknown }>;
	};
}

/** Tuya's own npm package `@tuya/tuya-connector-nodejs`, based on axios, without n8n's engine. */
export function open({ tuya, mallCode, siteCode }: Access): Contender {
	const { TuyaContext } = createRequire(__filename)('@tuya/tuya-connector-nodejs') as Connector;
	const context = new TuyaContext({
		baseUrl: tuya.baseUrl,
		accessKey: tuya.accessId,
		secretKey: tuya.accessSecret,
		store: {
			setTokens: async () => true,
			getAccessToken: async () => tuya.accessToken,
			getRefreshToken: async () => '',
		},
	});
	const fetchOrder = async (orderId: string): Promise<unknown> => {
		const answer = await context.request({
			method: 'GET',
			path: `/v1.0/sellercenter/order/${orderId}`,
			query: { mall_code: mallCode, site_code: siteCode },
		});
		if (!answer.success) throw new Error(JSON.stringify(answer));
		return answer.result;
	};
	return fetchingEach(fetchOrder);
}
