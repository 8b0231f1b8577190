import { credential } from '../../../providers/aliexpress/credential';
import { session } from '../../../providers/aliexpress/session';
import type { CredentialData } from '../../../providers/call';
import type { Failure } from '../../../providers/failure';
import { reply, valueOf } from '../calls.support';
import { CREDENTIALS, fixture } from './order.support';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 25);
const CONTEXT = { now: NOW, nonce: 'nonce' };
const KEYS: CredentialData = {
	baseUrl: 'https://api-sg.aliexpress.com',
	appKey: '512345',
	appSecret: 'secret',
};
const TOKENS: CredentialData = { ...KEYS, accessToken: 'access-1', refreshToken: 'refresh-1' };

/** What is added to any request. */
const SIGNED = {
	...{ app_key: '512345', sign_method: 'sha256', timestamp: String(NOW) },
	sign: expect.stringMatching(/^[0-9A-F]{64}$/) as string,
};

/** The path and the form of the request that renews the session. */
function renewal(credentials: CredentialData) {
	const outcome = session.request(credentials, CONTEXT);
	if (!outcome.ok) return outcome.failure;
	const { url, body } = outcome.value;
	return { path: new URL(url).pathname, form: Object.fromEntries(new URLSearchParams(body)) };
}

describe('a credential', () => {
	test('is read with all its secrets', () => {
		const full = { ...TOKENS, authorizationCode: 'code-1', expiresAt: String(NOW) };
		const value = {
			...{ baseUrl: KEYS.baseUrl, key: '512345', secret: 'secret', accessToken: 'access-1' },
			...{ expiresAt: NOW, secrets: ['secret', 'access-1', 'refresh-1', 'code-1'] },
		};
		expect(credential.read(full)).toEqual({ ok: true, value });
	});

	const GATEWAY_X = { value: { baseUrl: 'https://gateway.example/x' } };
	const without = (words: string) => ({
		failure: { kind: 'invalid_credentials', message: expect.stringContaining(words) as string },
	});
	test.each([
		[{ baseUrl: 'https://gateway.example/x/sync' }, GATEWAY_X],
		[{ baseUrl: 'https://gateway.example/x/rest/' }, GATEWAY_X],
		[{ baseUrl: ' ' }, without('Base URL')],
		[{ appKey: ' ' }, without('The field App Key')],
		[{ appSecret: '' }, without('The field App Secret')],
	])('with %j is read as %j', (changes, read) => {
		expect(credential.read({ ...KEYS, ...changes })).toMatchObject(read);
	});

	test('hides a code together with the address it was pasted in', () => {
		const pasted = 'https://callback.example/?code=3_500102_Ab&state=x';
		const read = credential.read({ ...KEYS, authorizationCode: pasted });
		expect(read.ok && read.value.secrets).toEqual(['secret', '3_500102_Ab', pasted]);
	});
});

describe('a session', () => {
	const expired = (credentials: CredentialData) => session.isExpired(credentials, NOW);

	test.each([
		[true, 'without an access token', { ...KEYS, refreshToken: 'r' }],
		[true, 'with a new code', { ...TOKENS, authorizationCode: 'code-1' }],
		[false, 'whose end is not known', TOKENS],
		[false, 'that ends in an hour', { ...TOKENS, expiresAt: NOW + 60 * 60_000 }],
		[true, 'that ends in 29 minutes', { ...TOKENS, expiresAt: NOW + 29 * 60_000 }],
		[true, 'that has ended', { ...TOKENS, expiresAt: String(NOW - 1) }],
		[false, 'that cannot be renewed', { ...TOKENS, refreshToken: '', expiresAt: NOW - 1 }],
	])('is expired (%s): one %s', (is, _name, credentials) => {
		expect(expired(credentials)).toBe(is);
	});

	test.each([
		['session_expired', true],
		['permission_denied', false],
		['authorization_required', false],
	] as const)('may be expired after %s: %s', (kind, is) => {
		const failure: Failure = { kind, message: '', description: '' };
		expect(session.mayBeExpired(failure, CREDENTIALS, NOW)).toBe(is);
	});
});

describe('the renewal', () => {
	test('exchanges a code before anything else', () => {
		const form = { ...SIGNED, code: '3_500102_Ab' };
		const path = '/rest/auth/token/create';
		expect(renewal({ ...TOKENS, authorizationCode: form.code })).toEqual({ path, form });
	});

	test('uses the refresh token, and no access token', () => {
		const { path, form } = renewal(TOKENS) as { path: string; form: Record<string, string> };
		expect(path).toBe('/rest/auth/token/refresh');
		expect(form['refresh_token']).toBe('refresh-1');
		expect(form).not.toHaveProperty('access_token');
	});

	test.each([
		['3_500102_Ab+c/1', '3_500102_Ab+c/1'],
		[' 3_500102_Ab ', '3_500102_Ab'],
		['code-of-another-form', 'code-of-another-form'],
		['https://callback.example/?code=3_500102_Ab&state=x', '3_500102_Ab'],
		['https://callback.example/?state=x&code=3_500102_Ab#top', '3_500102_Ab'],
		['https://callback.example/?code=3_500102_A%2Bb', '3_500102_A+b'],
		['https://callback.example/?code=%E0%A4%A', '%E0%A4%A'],
		['callback.example/path?code=another-form', 'another-form'],
		['code=3_500102_Ab', '3_500102_Ab'],
		['Go to "https://callback.example/?code=3_500102_Ab" now', '3_500102_Ab'],
		['The code is 3_500102_Ab.', '3_500102_Ab'],
	])('finds in %j the code %s', (authorizationCode, code) => {
		expect(renewal({ ...KEYS, authorizationCode })).toMatchObject({ form: { code } });
		expect(session.oneTimeGrant?.of({ ...TOKENS, authorizationCode })).toBe(code);
	});

	test.each([
		['access-1', /^AliExpress no longer accepts the Access Token The credential has no Refresh/],
		['', /^The AliExpress credential has no Access Token yet This is expected .*Authorization/],
	])('is refused with no refresh token and the access token "%s"', (accessToken, words) => {
		const failure = renewal({ ...KEYS, accessToken }) as Failure;
		expect(failure.kind).toBe('authorization_required');
		expect(`${failure.message} ${failure.description}`).toMatch(words);
	});

	test('of a credential that cannot sign is rejected', () => {
		expect(renewal({ ...TOKENS, appSecret: '' })).toMatchObject({ kind: 'invalid_credentials' });
	});
});

describe('the update', () => {
	const updated = (body: unknown, credentials: CredentialData = TOKENS) =>
		session.update(reply(body), credentials, NOW);

	test('stores both tokens and clears the code', () => {
		const value = {
			...{ session: '', accessToken: '50000600a41test', refreshToken: '50001600b41test' },
			...{ authorizationCode: '', expiresAt: NOW + DAY, refreshExpiresAt: NOW + 2 * DAY },
		};
		const stored = updated(fixture('token.create'), { ...TOKENS, authorizationCode: 'x' });
		expect(stored).toEqual({ ok: true, value });
	});

	const STORED = { ...TOKENS, refreshExpiresAt: NOW + DAY };
	const TIMES = { expire_time: NOW + 5, refresh_token_valid_time: NOW + 9 };
	const OF_CODE = { ...STORED, authorizationCode: 'code-1' };
	const [MINUTE, LATER] = [NOW + 60_000, NOW + DAY];
	test.each([
		['the provider’s times without a lifetime', TIMES, STORED, [NOW + 5, 'refresh-1', NOW + 9]],
		['no time that is none', { expires_in: 'a', expire_time: 'b' }, TOKENS, [0, 'refresh-1', 0]],
		['the refresh token from before', { expires_in: 60 }, STORED, [MINUTE, 'refresh-1', LATER]],
		['none from before an exchanged code', { expires_in: 60 }, OF_CODE, [MINUTE, '', 0]],
	])('has %s', (_name, answer, stored, [expiresAt, refreshToken, refreshExpiresAt]) => {
		const value = { expiresAt, refreshToken, refreshExpiresAt };
		expect(updated({ access_token: 'a', ...answer }, stored)).toMatchObject({ value });
	});
});

test('the one-time grant is the code, else the refresh token; withoutCode keeps what else was typed', () => {
	const grant = session.oneTimeGrant;
	const used = { ...TOKENS, authorizationCode: 'code-1' };
	expect([used, TOKENS, KEYS].map((each) => grant?.of(each))).toEqual(['code-1', 'refresh-1', '']);
	expect(grant?.withoutCode(used)).toEqual({ ...TOKENS, authorizationCode: '' });
	expect(grant?.withoutCode(TOKENS)).toBe(TOKENS);
});

describe('the notices', () => {
	const notices = (refreshExpiresAt: unknown, isGrantUnused = false) =>
		session.warnings?.({ ...TOKENS, refreshExpiresAt }, NOW, isGrantUnused);

	test.each([
		[3 * DAY, 'ends on 2026-11-28 (in 3 days)'],
		[DAY, 'ends on 2026-11-26 (in 1 day)'],
		[DAY / 4, 'ends on 2026-11-25 (in 1 day)'],
		[7 * DAY, 'ends on 2026-12-02 (in 7 days)'],
	])('%d ms before its end the authorization %s', (left, words) => {
		expect(notices(NOW + left)).toEqual([expect.stringContaining(words)]);
	});

	test.each([[0], [''], [NOW - 1], [NOW + 8 * DAY]])('say nothing of an end at %j', (end) => {
		expect(notices(end)).toEqual([]);
	});

	test('say that a code was not accepted, before the rest', () => {
		expect(notices(0, true)).toEqual([expect.stringMatching(/Authorization Code.*3 minutes/)]);
		expect(notices(NOW + DAY, true)).toHaveLength(2);
	});
});

describe('a request of someone else', () => {
	type Fields = Readonly<Record<string, string>>;
	const GATEWAY = 'https://api-sg.aliexpress.com';
	const outcome = (path: string, body: string | Fields, query: Fields = {}, baseUrl = GATEWAY) => {
		const read = valueOf(credential.read({ ...TOKENS, baseUrl }));
		const isText = typeof body === 'string';
		const sent = Buffer.from(isText ? body : String(new URLSearchParams(body)));
		const url = new URL(new URL(baseUrl).origin + path);
		const request = { method: 'POST', url, query, headers: {}, body: sent };
		return credential.signRequest({ ...request, form: isText ? null : body }, read, CONTEXT);
	};
	const signed = (...request: Parameters<typeof outcome>) => valueOf(outcome(...request));

	test('gets the system parameters and the signature in its query', () => {
		expect(signed('/sync', '', { method: 'some.method', empty: '' })).toEqual({
			headers: {},
			query: { ...SIGNED, method: 'some.method', access_token: 'access-1' },
			form: {},
		});
	});

	test('is signed with its form, which stays in the body, as it is sent', () => {
		const inQuery = signed('/sync', {}, { method: 'm', ids: '1' });
		const inForm = signed('/sync', { ids: '1', note: '', timestamp: '1' }, { method: 'm' });
		expect(inForm.form).toEqual({ ids: '1', timestamp: String(NOW) });
		expect(inForm.query).not.toHaveProperty('ids');
		expect(inForm.query).not.toHaveProperty('timestamp');
		expect(inForm.query['sign']).toBe(inQuery.query['sign']);
	});

	test('is signed with its path on the system gateway, not on the other', () => {
		const { query } = signed('/rest/seller/get', '');
		expect(query['sign']).not.toBe(signed('/sync', '').query['sign']);
		expect(query['access_token']).toBe('access-1');
		expect(signed('/rest/auth/token/refresh', '').query).not.toHaveProperty('access_token');
	});

	test.each(['/gw', '/rest/gw', '/sync/rest/a'])(
		'is signed without %s of its address',
		(prefix) => {
			const sign = (path: string, baseUrl?: string) =>
				signed(path, '', { method: 'm' }, baseUrl).query['sign'];
			const baseUrl = `https://gw.example.com${prefix}`;
			expect(sign(`${prefix}/sync`, baseUrl)).toBe(sign('/sync'));
			expect(sign(`${prefix}/rest/seller/get`, baseUrl)).toBe(sign('/rest/seller/get'));
		},
	);

	test.each([{ '': '' }, { a: '\ud800' }, JSON.parse('{"__proto__":"x"}') as Fields])(
		'is signed whatever its form is: %j',
		(form) => {
			expect(signed('/sync', form).query['sign']).toMatch(/^[0-9A-F]{64}$/);
		},
	);

	const NO_FORM = 'AliExpress takes parameters as a form; this body is not a form';
	const TWICE = 'The parameter "ids" is in the query and the form';
	test.each<readonly [string | Fields, string]>([
		...['{"a":1}', 'a=1', '[]', '\ud800'].map((body) => [body, NO_FORM] as const),
		[{ ids: '1' }, TWICE],
	])('is refused with the body %j', (body, message) => {
		const failure = { kind: 'invalid_parameter', message };
		expect(outcome('/sync', body, { ids: '2' })).toMatchObject({ failure });
	});
});
