import { field, text } from '../../json/value';
import { baseUrl } from '../baseUrl';
import type { CredentialData, SigningCredentials } from '../call';
import type { SessionRules } from '../contract';
import { credentialField, missingField, storedTime } from '../credentialField';
import { err, ok, type Result } from '../failure';
import { sessionRequest } from './request';
import { callFailure, invalidResponse } from './response';

const RENEW_AHEAD = 60_000;

/** The credential's fields `acmeKey`, `acmeSecret`, `baseUrl` and the session, checked. */
export function readCredential(credentials: CredentialData): Result<SigningCredentials> {
	const url = baseUrl(field(credentials, 'baseUrl'));
	if (!url.ok) return url;
	const key = credentialField(credentials, 'acmeKey');
	const secret = credentialField(credentials, 'acmeSecret');
	if (!key) return missingField('Acme Key', 'your Acme account shows it');
	if (!secret) return missingField('Acme Secret', 'your Acme account shows it');
	const accessToken = credentialField(credentials, 'accessToken');
	return ok({
		baseUrl: url.value,
		key,
		secret,
		accessToken,
		expiresAt: storedTime(credentials, 'expiresAt'),
		secrets: [secret, accessToken].filter((value) => value !== ''),
	});
}

export const session: SessionRules = {
	isExpired: (credentials, now) =>
		credentialField(credentials, 'accessToken') === '' ||
		now > storedTime(credentials, 'expiresAt') - RENEW_AHEAD,
	mayBeExpired: ({ kind }) => kind === 'session_expired',
	request: (credentials, context) => {
		const read = readCredential(credentials);
		return read.ok ? ok(sessionRequest(read.value, context)) : read;
	},
	update: (reply, _credentials, now) => {
		const failure = callFailure(reply);
		if (failure) return err(failure);
		const accessToken = text(field(reply.body, 'token'));
		if (!accessToken) return err(invalidResponse(reply));
		const life = Number(text(field(reply.body, 'lives')));
		return ok({ session: '', accessToken, expiresAt: now + life * 1000 });
	},
};
