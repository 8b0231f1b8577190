import { field, text } from '../../order/read';
import { baseUrl, epoch, missingField } from '../account';
import { fail, failure, succeed } from '../failures';
import type { Account, CredentialData, Outcome } from '../provider';
import type { SessionRules } from '../session';
import { sessionRequest } from './request';
import { callFailure } from './response';

const RENEW_AHEAD = 60_000;

const get = (credentials: CredentialData, name: string): string => text(field(credentials, name));

/** The credential's fields `acmeKey`, `acmeSecret`, `baseUrl` and the session, checked. */
export function account(credentials: CredentialData): Outcome<Account> {
	const url = baseUrl(field(credentials, 'baseUrl'));
	if (!url.ok) return url;
	const key = get(credentials, 'acmeKey');
	const secret = get(credentials, 'acmeSecret');
	if (!key) return missingField('Acme Key', 'it stands in your Acme account');
	if (!secret) return missingField('Acme Secret', 'it stands in your Acme account');
	const accessToken = get(credentials, 'accessToken');
	return succeed({
		baseUrl: url.value,
		key,
		secret,
		accessToken,
		expiresAt: epoch(field(credentials, 'expiresAt')),
		secrets: [secret, accessToken].filter((value) => value !== ''),
	});
}

export function isStale(credentials: CredentialData, now: number): boolean {
	if (!get(credentials, 'accessToken')) return true;
	return now > epoch(field(credentials, 'expiresAt')) - RENEW_AHEAD;
}

export const session: SessionRules = {
	needsRenewal: (credentials, now) => {
		const read = account(credentials);
		return read.ok ? succeed(isStale(credentials, now)) : read;
	},
	request: (credentials, stamp) => {
		const read = account(credentials);
		return read.ok ? succeed(sessionRequest(read.value, stamp)) : read;
	},
	singleUse: () => '',
	spare: () => null,
	update: (reply, _credentials, now) => {
		const refused = callFailure(reply);
		if (refused) return fail(refused);
		const accessToken = text(field(reply.body, 'token'));
		if (!accessToken) {
			return fail(
				failure('answer', 'Acme answered without a token', 'Check the Base URL of the credential.'),
			);
		}
		const life = Number(text(field(reply.body, 'lives')));
		return succeed({ session: '', accessToken, expiresAt: now + life * 1000 });
	},
};
