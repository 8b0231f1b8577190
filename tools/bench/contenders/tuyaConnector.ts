import { createRequire } from 'node:module';

import type { Access, Contender } from '../types';
import { mapConcurrent } from './mapConcurrent';
import { counted } from './counted';

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
export async function tuyaConnector({ tuya }: Access): Promise<Contender> {
	const { TuyaContext } = createRequire(__filename)('@tuya/tuya-connector-nodejs') as Connector;
	const { accessId, accessSecret, accessToken, mallCode, siteCode } = tuya;
	const store = {
		setTokens: async () => true,
		getAccessToken: async () => accessToken,
		getRefreshToken: async () => '',
	};
	return {
		prepare: async ({ baseUrl, orderIds, concurrency }) => {
			const context = new TuyaContext({
				baseUrl,
				accessKey: accessId,
				secretKey: accessSecret,
				store,
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
			return {
				go: async () => await mapConcurrent(concurrency, orderIds, fetchOrder),
				count: (result) => counted(result as unknown[]),
			};
		},
	};
}
