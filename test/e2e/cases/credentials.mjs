import { match } from 'node:assert/strict';

/**
 * Credential type, field, its wrong value, and what the error message must match.
 *
 * @type {ReadonlyArray<[type: string, field: string, change: object, words: RegExp]>}
 */
const WRONG = [
	['aliExpressApi', 'App Key', { appKey: '999999' }, /App Key/],
	['aliExpressApi', 'App Secret', { appSecret: 'not-the-secret' }, /App Secret/],
	[
		'aliExpressApi',
		'Access Token',
		{ accessToken: 'not-a-token', refreshToken: '' },
		/Access Token/,
	],
	['aliExpressApi', 'Access Token (none)', { accessToken: '', refreshToken: '' }, /Access Token/],
	['aliExpressApi', 'Base URL', { baseUrl: 'https://sheets.googleapis.com' }, /Base URL/],
	['aliExpressApi', 'Base URL (not an address)', { baseUrl: 'aliexpress' }, /Base URL/],
	['tuyaApi', 'Access ID', { accessId: 'notanaccessid0000001' }, /Access ID/],
	['tuyaApi', 'Access Secret', { accessSecret: 'not-the-secret' }, /Access Secret/],
	['tuyaApi', 'Data Center', { dataCenter: 'usWest' }, /data center/i],
	['tuyaApi', 'Base URL', { dataCenter: 'custom', baseUrl: 'https://slack.com' }, /Base URL/],
	['amazonSpApi', 'Client ID', { clientId: 'amzn1.application-oa2-client.x' }, /Client ID/],
	['amazonSpApi', 'Client Secret', { clientSecret: 'not-the-secret' }, /Client Secret.* 180 days/s],
	['amazonSpApi', 'Refresh Token', { refreshToken: 'Atzr|not-a-token' }, /Refresh Token/],
];

/** @param {import('../e2e.mjs').Context} context */
export async function credentialCases({ test, n8n, accounts }) {
	for (const { id, type } of accounts) {
		await test(`Credential ${type}: the test succeeds`, async () => {
			await n8n.testCredential(id);
		});
	}
	for (const [type, field, change, words] of WRONG) {
		await test(`Credential ${type}: the test names the wrong ${field}`, async () => {
			const { data } = accounts.find((account) => account.type === type);
			const body = { name: `Wrong ${field}`, type, data: { ...data, ...change } };
			const { id } = await n8n.api('/credentials', { body });
			const tested = await n8n.testCredential(id).catch(({ message }) => message);
			match(tested ?? 'no error', words);
			return tested;
		});
	}
}
