import type { IHttpRequestHelper } from 'n8n-workflow';

import { credential as aliexpress } from '../../providers/aliexpress/credential';
import { systemRuntime } from '../../http/runtime';
import { currentCredential } from '../../n8n/credentialReader';
import { preAuthentication as renew } from '../../n8n/preAuthentication';
import { rememberRejection } from '../../n8n/tokenMemory';
import { credential as tuya } from '../../providers/tuya/credential';

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

/** The provider rejects this token of the filled-in account. */
function rejected(token: string): void {
	rememberRejection(runtime, token);
}

const FILLED = {
	appKey: '512345',
	appSecret: 'a-secret-of-the-app',
	baseUrl: 'https://api.example',
	authorizationCode: '',
	accessToken: '',
	refreshToken: 'refresh-1',
	expiresAt: 0,
	refreshExpiresAt: 4_000_000_000_000,
};
const INVALID_CODE = { code: 'InvalidCode', message: 'used', request_id: '1', type: 'ISV' };

let runtime = { ...systemRuntime };
beforeEach(() => {
	runtime = { ...systemRuntime };
});
const preAuthentication = async (
	rules: typeof aliexpress,
	helpers: IHttpRequestHelper['helpers'],
	credentials: Readonly<Record<string, unknown>>,
) => await renew(rules, helpers, credentials, runtime);

test('a code brings a session of its own: nothing of the session before it stays', async () => {
	const { helpers } = answering({ access_token: 'of-another-account', expires_in: 60 });
	const update = await preAuthentication(aliexpress, helpers, {
		...FILLED,
		authorizationCode: 'code-1',
	});
	expect(update).toMatchObject({
		accessToken: 'of-another-account',
		refreshToken: '',
		refreshExpiresAt: 0,
	});
});

test('a refresh token that is used up is used once', async () => {
	const { helpers, sent } = answering({ access_token: 'a-2', refresh_token: 'refresh-2' });
	const first = await preAuthentication(aliexpress, helpers, FILLED);
	expect(await preAuthentication(aliexpress, helpers, FILLED)).toEqual(first);
	expect(sent).toHaveLength(1);
});

test('a refresh token that stays the same can be used again', async () => {
	const { helpers, sent } = answering({ access_token: 'a-2' }, { access_token: 'a-3' });
	await preAuthentication(aliexpress, helpers, FILLED);
	rejected('a-2');
	const second = await preAuthentication(aliexpress, helpers, FILLED);
	expect(second).toMatchObject({ accessToken: 'a-3', refreshToken: 'refresh-1' });
	expect(sent).toHaveLength(2);
});

test('a session that n8n lost is handed over again, without a request', async () => {
	const { helpers, sent } = answering({ access_token: 'a-2', refresh_token: 'refresh-2' });
	const first = await preAuthentication(aliexpress, helpers, FILLED);
	for (const lost of [FILLED, { ...FILLED, accessToken: 'a-1' }]) {
		expect(await preAuthentication(aliexpress, helpers, lost)).toEqual(first);
	}
	expect(sent).toHaveLength(1);
});

test('what n8n has stored is not written again', async () => {
	const { helpers } = answering({ access_token: 'a-2', refresh_token: 'refresh-2' });
	const stored = await preAuthentication(aliexpress, helpers, FILLED);
	expect(await preAuthentication(aliexpress, helpers, { ...FILLED, ...stored })).toEqual({});
});

test('a code that is refused is sent once; the session next to it is renewed, not the code', async () => {
	const { helpers, sent } = answering(
		INVALID_CODE,
		{ access_token: 'a-2', refresh_token: 'refresh-2' },
		{ access_token: 'a-3', refresh_token: 'refresh-3' },
	);
	const credentials = { ...FILLED, authorizationCode: 'dead' };
	expect(await preAuthentication(aliexpress, helpers, credentials)).toMatchObject({
		accessToken: 'a-2',
		authorizationCode: '',
	});
	rejected('a-2');
	expect(await preAuthentication(aliexpress, helpers, credentials)).toMatchObject({
		accessToken: 'a-3',
	});
	expect(sent.filter((body) => body.includes('code=dead'))).toHaveLength(1);
});

test('a code that is refused changes nothing where the token next to it is good', async () => {
	const { helpers } = answering(INVALID_CODE);
	const expiresAt = 4_000_000_000_000;
	const credentials = { ...FILLED, authorizationCode: 'dead', accessToken: 'a-1', expiresAt };
	expect(await preAuthentication(aliexpress, helpers, credentials)).toEqual({});
});

test('a pasted token of unknown end is renewed, once', async () => {
	const { helpers, sent } = answering({ access_token: 'a-2', refresh_token: 'refresh-2' });
	const pasted = { ...FILLED, accessToken: 'a-1' };
	const stored = await preAuthentication(aliexpress, helpers, pasted);
	expect(stored).toMatchObject({ accessToken: 'a-2', refreshToken: 'refresh-2' });
	expect(await preAuthentication(aliexpress, helpers, { ...pasted, ...stored })).toEqual({});
	expect(sent).toHaveLength(1);
});

test('a form saved again with its used code costs nothing, in another process either', async () => {
	const { helpers, sent } = answering({ access_token: 'a-1', refresh_token: 'r-1' });
	const form = { ...FILLED, refreshToken: '', authorizationCode: 'code-1' };
	const stored = await preAuthentication(aliexpress, helpers, form);
	runtime = { ...systemRuntime };
	const saved = { ...form, oauthTokenData: stored.oauthTokenData };
	const current = currentCredential(aliexpress, saved, runtime);
	expect(current).toMatchObject({ value: { signing: { accessToken: 'a-1' } } });
	expect(await preAuthentication(aliexpress, helpers, saved)).toEqual({});
	expect(sent).toHaveLength(1);
});

test('a new code in the form counts before the stored session', async () => {
	const { helpers, sent } = answering(
		{ access_token: 'a-1', refresh_token: 'r-1', expires_in: 86_400 },
		{ access_token: 'b-1', refresh_token: 's-1', expires_in: 86_400 },
	);
	const form = { ...FILLED, refreshToken: '', authorizationCode: 'code-1' };
	const stored = await preAuthentication(aliexpress, helpers, form);
	const entered = { ...form, ...stored, authorizationCode: 'code-2' };
	expect(await preAuthentication(aliexpress, helpers, entered)).toMatchObject({
		accessToken: 'b-1',
		refreshToken: 's-1',
	});
	expect(sent).toHaveLength(2);
});

test('a code that is refused with nothing next to it is reported', async () => {
	const { helpers } = answering(INVALID_CODE);
	const credentials = { ...FILLED, authorizationCode: 'dead', refreshToken: '' };
	await expect(preAuthentication(aliexpress, helpers, credentials)).rejects.toThrow(
		/Authorization Code/,
	);
});

test('Tuya: a path that cannot be decoded is signed as it is', () => {
	const read = tuya.read({ accessId: 'i', accessSecret: 's', dataCenter: 'euCentral' });
	if (!read.ok) throw new Error(read.failure.message);
	const request = {
		method: 'GET',
		url: new URL('https://openapi.tuyaeu.com/v1.0/%E0'),
		query: {},
		headers: {},
		body: Buffer.alloc(0),
		form: null,
	};
	const signed = tuya.signRequest(request, read.value, { now: 1, nonce: 'n' });
	expect(signed).toMatchObject({
		value: { headers: { sign: expect.stringMatching(/^[0-9A-F]{64}$/) as string } },
	});
});
