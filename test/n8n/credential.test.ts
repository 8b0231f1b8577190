import type { ICredentialType } from 'n8n-workflow';

import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { systemRuntime } from '../../http/runtime';
import { testRules } from '../../n8n/credential';
import { processStateOf } from '../../n8n/processState';
import { currentCredential } from '../../n8n/session/credential';
import type { CredentialRules } from '../../providers/contract';
import { credentialField } from '../../providers/credentialField';
import { ok } from '../../providers/failure';
import { tuya } from '../../providers/tuya';
import { valueOf } from '../providers/calls.support';

interface StatusRule {
	readonly type: string;
	readonly properties: { readonly value: number; readonly message: string };
}

const statusRules = ({ test }: ICredentialType): readonly StatusRule[] =>
	((test?.rules ?? []) as unknown as StatusRule[]).filter(({ type }) => type === 'responseCode');

describe('the test of a credential, when another host answers', () => {
	it.each([
		[new AliExpressApi(), ['Base URL']],
		[new TuyaApi(), ['Data Center', 'Base URL']],
	])('names the fields of the form that select the address (%#)', (credential, fields) => {
		const labels = credential.properties.map(({ displayName }) => displayName);
		expect(labels).toEqual(expect.arrayContaining(fields));
		const advice = `Check ${fields.join(' or ')}.`;
		expect(statusRules(credential).map(({ properties }) => properties)).toEqual(
			[400, 401, 403, 404, 405].map((value) => ({
				value,
				message: `Unexpected response (HTTP ${value}); possibly a proxy or login page. ${advice}`,
			})),
		);
	});
});

test('a provider that reports refusals by their HTTP status names them itself', () => {
	const statuses = [{ value: 403, message: 'The role is missing. Add it.' }];
	expect(testRules('Region', [], statuses)).toEqual([
		{ type: 'responseCode', properties: { value: 403, message: 'The role is missing. Add it.' } },
	]);
});

describe('two authorizations of one app', () => {
	const rules: CredentialRules = {
		...tuya.credential,
		read: (data) => {
			const read = tuya.credential.read(data);
			return read.ok ? ok({ ...read.value, tenant: credentialField(data, 'refreshToken') }) : read;
		},
	};
	const form = { accessId: 'app', accessSecret: 'secret-of-the-app', dataCenter: 'cn' };
	const opened = (refreshToken: string, runtime = { ...systemRuntime }) =>
		valueOf(currentCredential(rules, { ...form, refreshToken }, runtime));

	test('are two accounts, of which neither gets the other’s tokens', () => {
		const runtime = { ...systemRuntime };
		const one = opened('seller-1', runtime);
		const record = { ...one.next, tokens: { accessToken: 'of-1' } };
		processStateOf(runtime).tokens.keep(one.id, record, '');
		expect(opened('seller-1', runtime).signing.accessToken).toBe('of-1');
		const two = opened('seller-2', runtime);
		expect(two.signing.accessToken).toBe('');
		expect(two.account).not.toBe(one.account);
	});

	test('are one account where they do not differ', () => {
		const read = currentCredential(tuya.credential, form, systemRuntime);
		expect(read.ok && read.value.account).toBe(opened('').account);
	});
});
