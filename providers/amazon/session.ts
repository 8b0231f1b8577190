import { field, text } from '../../json/value';
import { fingerprint } from '../../order/fingerprint';
import { distinct } from '../../order/text';
import { baseUrl } from '../baseUrl';
import type { CredentialData, SigningCredentials } from '../call';
import type { SessionRules } from '../contract';
import { credentialField, missingField, storedTime } from '../credentialField';
import { err, ok, type Result } from '../failure';
import { ROWS } from './failures';
import { REGIONS, TOKEN_URL } from './regions';
import { failedRow, failure } from './response';

const RENEW_AHEAD = 60_000;
const WHERE = 'see LWA credentials of the app, in Seller Central under Develop Apps';

/** Blanks are no part of these values: they are copied along from a page that breaks the line. */
const value = (data: CredentialData, name: string): string =>
	credentialField(data, name).replace(/\s+/g, '');

/** Reads the fields of the credential and the session. */
export function readCredentials(data: CredentialData): Result<SigningCredentials> {
	const region = REGIONS.find(({ value }) => value === credentialField(data, 'region'));
	const url = region ? ok(region.url) : baseUrl(data.baseUrl);
	if (!url.ok) return url;
	const custom = region ? '' : credentialField(data, 'tokenUrl');
	const tokenUrl = custom === '' ? ok(TOKEN_URL) : baseUrl(custom, [], 'Token URL');
	if (!tokenUrl.ok) return tokenUrl;
	const key = value(data, 'clientId');
	if (!key) return missingField('Client ID', WHERE);
	const secret = value(data, 'clientSecret');
	if (!secret) return missingField('Client Secret', WHERE);
	const refreshToken = value(data, 'refreshToken');
	if (!refreshToken) return missingField('Refresh Token', 'Authorize App shows it once');
	const accessToken = credentialField(data, 'accessToken');
	return ok({
		baseUrl: url.value,
		tokenUrl: tokenUrl.value,
		key,
		secret,
		// One app has a refresh token for each seller.
		tenant: fingerprint(refreshToken, 16),
		accessToken,
		expiresAt: storedTime(data, 'expiresAt'),
		secrets: distinct([secret, refreshToken, accessToken]),
	});
}

/** Login with Amazon: the refresh token stays the same, and older access tokens stay valid. */
export const session: SessionRules = {
	typedFields: ['clientSecret'],
	isExpired: (credentials, now) =>
		!credentialField(credentials, 'accessToken') ||
		now > storedTime(credentials, 'expiresAt') - RENEW_AHEAD,

	mayBeExpired: ({ kind }) => kind === 'session_expired',

	request: (credentials) => {
		const read = readCredentials(credentials);
		if (!read.ok) return read;
		const { key, secret, tokenUrl = TOKEN_URL } = read.value;
		const form = new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: value(credentials, 'refreshToken'),
			client_id: key,
			client_secret: secret,
		});
		return ok({
			method: 'POST',
			url: tokenUrl,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: form.toString(),
		});
	},

	update: (reply, credentials, now) => {
		const read = readCredentials(credentials);
		if (!read.ok) return read;
		const accessToken = text(field(reply.body, 'access_token'));
		const row = failedRow(reply, 'token') ?? (accessToken === '' ? ROWS.noResult : null);
		if (row) return err(failure(row, reply, read.value, 'token'));
		const life = Number(text(field(reply.body, 'expires_in'))) || 3600;
		return ok({ session: '', accessToken, expiresAt: now + life * 1000 });
	},
};
