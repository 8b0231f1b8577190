import { credential } from '../../../providers/amazon/credential';
import { REGIONS } from '../../../providers/amazon/regions';
import invalidClient from '../../fixtures/amazon/token.invalid-client.json';
import invalidGrant from '../../fixtures/amazon/token.invalid-grant.json';
import invalidRequest from '../../fixtures/amazon/token.invalid-request.json';
import token from '../../fixtures/amazon/token.ok.json';
import { failureOf, reply, valueOf } from '../calls.support';

const NOW = 1_700_000_000_000;
const data = {
	clientId: 'amzn1.application-oa2-client.1',
	clientSecret: 'client-secret-1',
	refreshToken: 'Atzr|refresh+token/1=',
	region: 'eu',
	accessToken: 'Atza|access-token-1',
	expiresAt: NOW + 3_600_000,
};
const { session } = credential;
const outcomeOf = (changes: object = {}) => credential.read({ ...data, ...changes });
const read = (changes: object = {}) => valueOf(outcomeOf(changes));

describe('the credential', () => {
	test('gives what a request needs, and everything that must not be shown', () => {
		expect(read()).toEqual({
			baseUrl: 'https://sellingpartnerapi-eu.amazon.com',
			tokenUrl: 'https://api.amazon.com/auth/o2/token',
			key: data.clientId,
			secret: data.clientSecret,
			tenant: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
			accessToken: data.accessToken,
			expiresAt: NOW + 3_600_000,
			secrets: [data.clientSecret, data.refreshToken, data.accessToken],
		});
	});

	test('two sellers of one app are two accounts', () => {
		expect(read().tenant).toBe(read({ accessToken: 'other', region: 'na' }).tenant);
		expect(read().tenant).not.toBe(read({ refreshToken: 'Atzr|another' }).tenant);
	});

	const TOKEN_URL = 'https://api.amazon.com/auth/o2/token';
	test.each(REGIONS)('region $value is $url', ({ value: region, url }) => {
		const other = 'https://else.example';
		const addresses = { baseUrl: url, tokenUrl: TOKEN_URL };
		expect(read({ region, baseUrl: other, tokenUrl: other })).toMatchObject(addresses);
	});

	test('a custom region has addresses of its own, of which the token’s may be empty', () => {
		const custom = { region: 'custom', baseUrl: ' http://localhost:8080/amazon/ ' };
		const tokenUrl = 'http://localhost:8080/token';
		const addresses = { baseUrl: 'http://localhost:8080/amazon', tokenUrl };
		expect(read({ ...custom, tokenUrl })).toMatchObject(addresses);
		expect(read(custom).tokenUrl).toBe(TOKEN_URL);
	});

	test('what was copied along does not count', () => {
		const refreshToken = ' Atzr|refresh+\n token/1=\u200b ';
		expect(read({ refreshToken })).toEqual(read());
	});

	test.each([
		[{ clientId: ' ' }, 'The field Client ID of the credential is empty'],
		[{ clientSecret: '' }, 'The field Client Secret of the credential is empty'],
		[{ refreshToken: '' }, 'The field Refresh Token of the credential is empty'],
		[{ region: 'custom', baseUrl: '' }, 'The Base URL of the credential is not a web address'],
		[
			{ region: 'custom', baseUrl: 'https://a.example', tokenUrl: 'http://b.example' },
			'The Token URL of the credential does not start with https://',
		],
	])('%j: %s', (changes, message) => {
		expect(outcomeOf(changes)).toMatchObject({ ok: false, failure: { message } });
	});
});

describe('the session', () => {
	test.each([
		['', NOW + 3_600_000, true],
		['token', NOW + 60_000, false],
		['token', NOW + 59_999, true],
		['token', 0, true],
	])('of the token %j that ends at %i is expired: %j', (accessToken, expiresAt, isExpired) => {
		expect(session.isExpired({ ...data, accessToken, expiresAt }, NOW)).toBe(isExpired);
	});

	test('is renewed with a form at the token URL, without the old token', () => {
		const request = valueOf(session.request(data, { now: NOW, nonce: '' }));
		const { method, url, headers, body } = request;
		expect([method, url]).toEqual(['POST', 'https://api.amazon.com/auth/o2/token']);
		expect(headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' });
		expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
			grant_type: 'refresh_token',
			refresh_token: data.refreshToken,
			client_id: data.clientId,
			client_secret: data.clientSecret,
		});
	});

	test('has the new token for an hour; the refresh token stays what it was', () => {
		expect(session.update(reply(token), data, NOW)).toEqual({
			ok: true,
			value: { session: '', accessToken: token.access_token, expiresAt: NOW + 3_600_000 },
		});
	});

	const FIELDS = 'Amazon rejected the fields of the credential';
	const CLIENT = 'Amazon rejected the Client ID or the Client Secret';
	const PAGE = 'Unexpected response (HTTP 403); possibly a proxy or login page';
	test.each([
		[400, invalidGrant, 'authorization_required', 'Amazon no longer accepts the Refresh Token'],
		[401, invalidClient, 'invalid_credentials', CLIENT],
		[400, invalidRequest, 'invalid_credentials', FIELDS],
		[400, { error: 'unauthorized_client' }, 'invalid_credentials', FIELDS],
		[400, { error: 'something_new' }, 'invalid_credentials', FIELDS],
		[400, { error: 'server_error' }, 'transient', 'Amazon could not process the request'],
		[503, undefined, 'transient', 'Amazon could not process the request'],
		[429, null, 'throttled', 'Amazon rate limit reached'],
		[403, undefined, 'invalid_response', PAGE],
		[200, {}, 'invalid_response', 'The response from Amazon contains no access token'],
	])('%i %j: %s', (status, body, kind, message) => {
		const failure = { kind, message };
		expect(session.update(reply(body, status), data, NOW)).toMatchObject({ ok: false, failure });
	});

	test('a refusal has Amazon’s own words', () => {
		const body = { error: 'invalid_scope', error_description: 'No such scope' };
		const { providerMessage } = failureOf(session.update(reply(body, 400), data, NOW));
		expect(providerMessage).toBe('No such scope');
	});
});

test('any request of the HTTP Request node gets the token, and the user agent in Amazon’s form', () => {
	const outgoing = {
		method: 'GET',
		url: new URL('https://sellingpartnerapi-eu.amazon.com/sellers/v1/marketplaceParticipations'),
		query: { a: '1' },
		headers: {},
		body: new Uint8Array(),
		form: null,
	};
	expect(credential.signRequest(outgoing, read(), { now: NOW, nonce: '' })).toEqual({
		ok: true,
		value: {
			headers: {
				'user-agent': expect.stringMatching(
					/^n8n-nodes-marketplace-orders\/\d+\.\d+\.\d+ \(Language=JavaScript; Platform=n8n\)$/,
				) as string,
				'x-amz-access-token': data.accessToken,
			},
			query: { a: '1' },
		},
	});
});
