import type { ICredentialType } from 'n8n-workflow';

import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';

interface StatusRule {
	readonly type: string;
	readonly properties: { readonly value: number; readonly message: string };
}

const statusRules = ({ test }: ICredentialType): readonly StatusRule[] =>
	((test?.rules ?? []) as unknown as StatusRule[]).filter(({ type }) => type === 'responseCode');

describe('the test of a credential, when another host answers', () => {
	it.each([
		[new AliExpressApi(), 'Check Base URL.'],
		[new TuyaApi(), 'Check Data Center or Base URL.'],
	])('names the fields that select the address (%#)', (credential, advice) => {
		expect(statusRules(credential).map(({ properties }) => properties)).toEqual(
			[400, 401, 403, 404, 405].map((value) => ({
				value,
				message: `Unexpected response (HTTP ${value}); possibly a proxy or login page. ${advice}`,
			})),
		);
	});

	it.each([
		['AliExpress', new AliExpressApi()],
		['Tuya', new TuyaApi()],
	])('names only fields that the %s form has', (_provider, credential: ICredentialType) => {
		const labels = credential.properties.map(({ displayName }) => displayName);
		for (const { properties } of statusRules(credential)) {
			const named = /Check (.+)\.$/.exec(properties.message)?.[1]?.split(' or ') ?? [];
			expect(named).not.toEqual([]);
			expect(labels).toEqual(expect.arrayContaining(named));
		}
	});
});
