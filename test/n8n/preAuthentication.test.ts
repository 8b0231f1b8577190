import type { IHttpRequestHelper } from 'n8n-workflow';

import { systemRuntime, type Runtime } from '../../http/runtime';
import { processStateOf } from '../../n8n/processState';
import { currentCredential } from '../../n8n/session/credential';
import { preAuthentication } from '../../n8n/session/preAuthentication';
import { recordsIn } from '../../n8n/session/record';
import type { FailureError } from '../../n8n/errors';
import { askedByNode } from '../../n8n/session/renewSignal';
import { credential as aliexpress } from '../../providers/aliexpress/credential';
import type { CredentialData } from '../../providers/call';
import type { CredentialRules } from '../../providers/contract';
import { ok } from '../../providers/failure';
import { credential as tuya } from '../../providers/tuya/credential';
import { valueOf } from '../providers/calls.support';

/** n8n's helper as far as a renewal needs it: answers with these bodies, one after the other. */
function answering(...bodies: readonly object[]) {
	const left = bodies.map((body) => JSON.stringify(body));
	const sent: string[] = [];
	const helpers = {
		httpRequest: async ({ body }: { body?: string }) => {
			sent.push(String(body));
			return { statusCode: 200, headers: {}, body: left.shift() };
		},
	} as unknown as IHttpRequestHelper['helpers'];
	return { helpers, sent };
}

const FORM = {
	appKey: '512345',
	appSecret: 'a-secret-of-the-app',
	baseUrl: 'https://api.example',
	authorizationCode: '',
	accessToken: '',
	refreshToken: 'refresh-1',
};
const pair = (n: number) => ({ access_token: `a-${n}`, refresh_token: `refresh-${n}` });
const INVALID_CODE = { code: 'InvalidCode', message: 'used', request_id: '1', type: 'ISV' };
const INVALID_REFRESH = { ...INVALID_CODE, code: 'IllegalRefreshToken' };

let runtime: Runtime;
const restart = () => (runtime = { ...systemRuntime });
beforeEach(() => void restart());

type Helpers = IHttpRequestHelper['helpers'];
const renew = async (helpers: Helpers, credentials: CredentialData, rules = aliexpress) =>
	await preAuthentication(rules, helpers, credentials, runtime);
/** The tokens that count for this form. */
const tokens = (form: CredentialData) => {
	const { accessToken, refreshToken } = valueOf(currentCredential(aliexpress, form, runtime)).data;
	return [accessToken, refreshToken];
};

test('a renewal is stored in the record, in both places, and never in a visible field', async () => {
	const { helpers } = answering({ ...pair(2), expires_in: 60 });
	const stored = await renew(helpers, FORM);
	expect(Object.keys(stored).sort()).toEqual(['oauthTokenData', 'record', 'session']);
	expect(stored).toMatchObject({ session: '', oauthTokenData: { record: stored.record } });
	const [record, ...others] = recordsIn(stored).values();
	expect([record?.version, others]).toEqual([1, []]);
	expect(record?.seed).toMatch(/^[0-9a-f]{16}$/);
	expect(record?.tokens).toMatchObject({ accessToken: 'a-2', refreshToken: 'refresh-2' });
	expect(String(stored.record)).not.toMatch(/512345|refresh-1|secret/);
});

test('a code begins a new session that keeps nothing of the one before it', async () => {
	const { helpers } = answering({ access_token: 'of-another-account', expires_in: 60 });
	const form = { ...FORM, authorizationCode: 'code-1' };
	expect(tokens({ ...form, ...(await renew(helpers, form)) })).toEqual(['of-another-account', '']);
});

test('a single-use refresh token is used once; if n8n lost the result, it is handed over again', async () => {
	const { helpers, sent } = answering(pair(2));
	const stored = await renew(helpers, FORM);
	expect(await renew(helpers, { ...FORM, ...stored })).toEqual({});
	expect(await renew(helpers, FORM)).toEqual(stored);
	expect(sent).toHaveLength(1);
});

test('a refresh token that stays the same can be used again', async () => {
	const { helpers, sent } = answering({ access_token: 'a-2' }, { access_token: 'a-3' });
	await renew(helpers, FORM);
	processStateOf(runtime).tokens.rejected.add('a-2');
	expect(tokens(await renewed(helpers, FORM))).toEqual(['a-3', 'refresh-1']);
	expect(sent).toHaveLength(2);
});

const renewed = async (helpers: Helpers, form: CredentialData) => ({
	...form,
	...(await renew(helpers, form)),
});

test.each([
	['the used code', { refreshToken: '', authorizationCode: 'code-1' }, true],
	['old tokens', { accessToken: 'a-0', refreshToken: 'refresh-0' }, true],
	['nothing typed', {}, false],
])(
	'a form saved again with %s costs nothing, in another process either',
	async (_, typed, isKept) => {
		const { helpers, sent } = answering(pair(1));
		const form = { ...FORM, ...typed };
		const { oauthTokenData, record } = await renew(helpers, form);
		restart();
		const empty = { authorizationCode: '', accessToken: '', refreshToken: '' };
		// n8n keeps one property, or the other: a form that is saved wipes what it does not send.
		for (const kept of [{ oauthTokenData }, { record }]) {
			const saved = { ...form, ...(isKept ? {} : empty), ...kept };
			expect(tokens(saved)).toEqual(['a-1', 'refresh-1']);
		}
		await renew(helpers, { ...form, record });
		expect(sent).toHaveLength(1);
	},
);

test('a code that is refused is sent once; the tokens next to it are renewed', async () => {
	const { helpers, sent } = answering(INVALID_CODE, pair(2), pair(3));
	const form = { ...FORM, authorizationCode: 'dead' };
	expect(tokens(await renewed(helpers, form))).toEqual(['a-2', 'refresh-2']);
	processStateOf(runtime).tokens.rejected.add('a-2');
	expect(tokens(await renewed(helpers, form))).toEqual(['a-3', 'refresh-3']);
	expect(sent.filter((body) => body.includes('code=dead'))).toHaveLength(1);
	// And when the person clears the code.
	expect(tokens({ ...(await renewed(helpers, form)), authorizationCode: '' })[0]).toBe('a-3');
});

test('if a code is refused with nothing typed next to it, the session before it counts', async () => {
	const { helpers } = answering(pair(1), INVALID_CODE);
	const { record } = await renew(helpers, { ...FORM, authorizationCode: 'code-1' });
	restart();
	const form = { ...FORM, refreshToken: '', authorizationCode: 'dead', record };
	expect(await renew(helpers, form)).toEqual({});
	expect(tokens(form)).toEqual(['a-1', 'refresh-1']);
});

test('a refused code with nothing else to use is reported each time', async () => {
	const { helpers, sent } = answering(INVALID_CODE, INVALID_CODE);
	const form = { ...FORM, authorizationCode: 'dead', refreshToken: '' };
	for (const _ of [1, 2]) {
		await expect(renew(helpers, form)).rejects.toThrow(/did not accept the Authorization Code/);
	}
	expect(sent).toHaveLength(2);
});

test('a new code or new tokens in the form take precedence over the record', async () => {
	const { helpers } = answering(pair(1), pair(2), pair(3));
	const record = (await renew(helpers, FORM)).record;
	const again = await renewed(helpers, { ...FORM, record, authorizationCode: 'code-2' });
	expect(tokens(again)).toEqual(['a-2', 'refresh-2']);
	const pasted = { ...again, authorizationCode: '', accessToken: 'x', refreshToken: 'y' };
	expect(tokens(pasted)).toEqual(['x', 'y']);
	expect(tokens(await renewed(helpers, pasted))).toEqual(['a-3', 'refresh-3']);
});

test('with nothing typed, there is no session if several people have authorized the app', async () => {
	const { helpers } = answering(pair(2), pair(3));
	const first = await renew(helpers, FORM);
	const second = await renew(helpers, { ...FORM, ...first, refreshToken: 'of-another' });
	const empty = { ...FORM, refreshToken: '' };
	restart();
	expect(tokens({ ...empty, record: first.record })).toEqual(['a-2', 'refresh-2']);
	expect(tokens({ ...empty, record: second.record })).toEqual(['', '']);
});

describe('pasted tokens whose expiry is unknown', () => {
	const form = { ...FORM, accessToken: 'a-1' };

	test('are renewed, once', async () => {
		const { helpers, sent } = answering(pair(2));
		expect(await renew(helpers, await renewed(helpers, form))).toEqual({});
		expect(sent).toHaveLength(1);
	});

	test('are used while they are good if they cannot be renewed; this is tried once', async () => {
		const { helpers, sent } = answering(INVALID_REFRESH);
		for (const _ of [1, 2]) expect(await renew(helpers, form)).toEqual({});
		expect(sent).toHaveLength(1);
		processStateOf(runtime).tokens.rejected.add('a-1');
		const dead = answering(INVALID_REFRESH);
		await expect(renew(dead.helpers, form)).rejects.toThrow(/no longer accepts the Refresh Token/);
	});
});

test('no token of a refused renewal is shown, also in the provider’s free text', async () => {
	const token = '50001fresh27l15rndYBjw6PrtFFHPGZf';
	const message = `refresh token ${token} belongs to refresh-1, try {"access_token":"short-1"}`;
	const { helpers } = answering({ ...INVALID_REFRESH, message, new_token: 'another-1' });
	const refused = await renew(helpers, FORM).catch((error: FailureError) => error.failure);
	expect(refused).toMatchObject({ kind: 'authorization_required' });
	expect(JSON.stringify(refused)).not.toMatch(/50001fresh|refresh-1|another-1/);
	expect(JSON.stringify(refused)).toContain('belongs to');
});

describe('several accounts in one credential', () => {
	/** As a node asks, with the credential as it read it. */
	const ask = async (helpers: Helpers, form: CredentialData) => {
		const asked = { ...form };
		askedByNode.set(asked, 'id-of-the-credential');
		return await renew(helpers, asked);
	};
	const people = Array.from({ length: 200 }, (_, n) => ({ ...FORM, refreshToken: `typed-${n}` }));

	test('a node’s renewal is stored together with what others have stored meanwhile', async () => {
		const { helpers } = answering(pair(2));
		expect(await ask(helpers, FORM)).toEqual({});
		const other = runtime;
		restart();
		const meanwhile = await renew(answering(pair(9)).helpers, { ...FORM, refreshToken: 'other' });
		runtime = other;
		expect(recordsIn(await ask(helpers, { ...FORM, ...meanwhile })).size).toBe(2);
	});

	test('all are written whenever one is, including those that n8n had not stored', async () => {
		const { helpers } = answering(...people.map((_, n) => pair(n)));
		await Promise.all(people.map(async (form) => await ask(helpers, form)));
		const written = await ask(helpers, people[0] ?? FORM);
		expect(recordsIn(written).size).toBe(200);
		restart();
		expect(new Set(people.map((form) => tokens({ ...form, ...written })[0])).size).toBe(200);
	});

	test('items that are renewed at once from one old copy keep the newest tokens of all', async () => {
		const first = answering(...people.slice(0, 9).map((_, n) => pair(n)));
		let stored = {};
		for (const form of people.slice(0, 9)) {
			stored = await renew(first.helpers, { ...form, ...stored });
		}
		for (let n = 0; n < 9; n++) processStateOf(runtime).tokens.rejected.add(`a-${n}`);
		const second = answering(...people.slice(0, 9).map((_, n) => pair(100 + n)));
		const copies = people.slice(0, 9).map((form) => ({ ...form, ...stored }));
		const written = await Promise.all(
			copies.map(async (form) => await renew(second.helpers, form)),
		);
		const versions = [...recordsIn(written.at(-1) ?? {}).values()].map(({ version }) => version);
		expect(versions).toEqual(Array(9).fill(2));
	});

	test('none is written into a credential that it does not belong to', async () => {
		const { helpers } = answering(pair(1), pair(2));
		await ask(helpers, FORM);
		const written = await renew(helpers, { ...FORM, refreshToken: 'of-another-credential' });
		expect(recordsIn(written).size).toBe(1);
	});
});

test('Tuya: a path that cannot be decoded is signed as it is', () => {
	const read = valueOf(tuya.read({ accessId: 'i', accessSecret: 's', dataCenter: 'euCentral' }));
	const url = new URL('https://openapi.tuyaeu.com/v1.0/%E0');
	const request = { method: 'GET', url, query: {}, headers: {}, body: Buffer.alloc(0), form: null };
	const signed = tuya.signRequest(request, read, { now: 1, nonce: 'n' });
	const sign = expect.stringMatching(/^[0-9A-F]{64}$/) as string;
	expect(signed).toMatchObject({ value: { headers: { sign } } });
});

test.each([
	[
		'Domain not allowed: this credential is restricted',
		'The credential does not allow requests to',
	],
	['getaddrinfo ENOTFOUND', 'Could not reach AliExpress: the host'],
])('a renewal at a host of its own that fails (%s) names that host', async (thrown, message) => {
	const rules: CredentialRules = {
		...aliexpress,
		session: {
			...aliexpress.session,
			request: () =>
				ok({ method: 'POST', url: 'https://tokens.example/o2/token', headers: {}, body: 'a=1' }),
		},
	};
	const code = thrown.includes('ENOTFOUND') ? { code: 'ENOTFOUND' } : {};
	const helpers = {
		httpRequest: async () => await Promise.reject(Object.assign(new Error(thrown), code)),
	} as unknown as Helpers;
	const failed = await renew(helpers, FORM, rules).catch((error: FailureError) => error.failure);
	expect(failed).toMatchObject({ message: expect.stringContaining(message) as string });
	expect(failed).toMatchObject({ message: expect.stringContaining('tokens.example') as string });
});
