import { field, text } from '../../json/read';
import { baseUrl, epoch, missingField } from '../baseUrl';
import { fail, failure, succeed } from '../failure';
import type { Account, CredentialData, Outcome, Reply, SignedRequest, Stamp } from '../contract';
import type { SessionRules, SessionUpdate } from '../../n8n/renewSignal';
import { formRequest } from './request';
import { callFailure } from './response';

/** Renewed this long before the end, so that a run of half an hour meets no expired token. */
const RENEW_AHEAD = 30 * 60_000;
const DAY = 24 * 60 * 60_000;
/** The user is reminded this long before the refresh token ends and nothing but a person can help. */
const REMIND_AHEAD = 7 * DAY;

const HOW_TO_AUTHORIZE =
	'Authorize the app again: open https://api-sg.aliexpress.com/oauth/authorize?response_type=code&force_auth=true&redirect_uri=YOUR_CALLBACK&client_id=YOUR_APP_KEY, sign in, copy the code from the address you are sent to into the field Authorization Code of the credential within 3 minutes, and run the workflow or test the credential.';

const get = (credentials: CredentialData, name: string): string => text(field(credentials, name));

/** The credential's fields `appKey`, `appSecret`, `baseUrl` and the session, checked. */
export function account(credentials: CredentialData): Outcome<Account> {
	const url = baseUrl(field(credentials, 'baseUrl'), ['/sync', '/rest']);
	if (!url.ok) return url;
	const key = get(credentials, 'appKey');
	const secret = get(credentials, 'appSecret');
	const console = 'it stands in the AliExpress Open Platform console under App Management';
	if (!key) return missingField('App Key', console);
	if (!secret) return missingField('App Secret', console);
	const accessToken = get(credentials, 'accessToken');
	const secrets = [
		secret,
		accessToken,
		get(credentials, 'refreshToken'),
		get(credentials, 'authorizationCode'),
	].filter((value) => value !== '');
	return succeed({
		baseUrl: url.value,
		key,
		secret,
		accessToken,
		expiresAt: epoch(field(credentials, 'expiresAt')),
		secrets,
	});
}

/** An authorization code waits, no token is there, or its end is near and it can be renewed. */
export function isStale(credentials: CredentialData, now: number): boolean {
	if (get(credentials, 'authorizationCode') || !get(credentials, 'accessToken')) return true;
	const expiresAt = epoch(field(credentials, 'expiresAt'));
	return expiresAt > 0 && now > expiresAt - RENEW_AHEAD && get(credentials, 'refreshToken') !== '';
}

const CODE_UNUSED =
	'AliExpress did not accept the Authorization Code of the credential: it was used before or is older than 3 minutes. The tokens that were there before it are in use. Empty the field Authorization Code, or put a new code into it.';

/**
 * A sentence when the authorization ends within a week: renewing does not prolong it, so that a
 * person has to authorize again (AliExpress Open Platform, "Seller authorization").
 */
export function notices(
	credentials: CredentialData,
	now: number,
	isSetAside: boolean,
): readonly string[] {
	const unused = isSetAside ? [CODE_UNUSED] : [];
	const end = epoch(field(credentials, 'refreshExpiresAt'));
	if (end === 0 || now > end || end - now > REMIND_AHEAD) return unused;
	const days = Math.max(1, Math.round((end - now) / DAY));
	return [
		...unused,
		`The AliExpress authorization ends on ${new Date(end).toISOString().slice(0, 10)} (in ${days} ${days === 1 ? 'day' : 'days'}) and cannot be renewed automatically. ${HOW_TO_AUTHORIZE}`,
	];
}

function renewalRequest(credentials: CredentialData, stamp: Stamp): Outcome<SignedRequest> {
	const read = account(credentials);
	if (!read.ok) return read;
	const code = get(credentials, 'authorizationCode');
	if (code) return succeed(formRequest(read.value, '/auth/token/create', { code }, stamp));
	const refresh = get(credentials, 'refreshToken');
	if (refresh) {
		return succeed(
			formRequest(read.value, '/auth/token/refresh', { refresh_token: refresh }, stamp),
		);
	}
	return fail(
		get(credentials, 'accessToken')
			? failure(
					'authorize',
					'AliExpress no longer accepts the Access Token',
					`There is no Refresh Token in the credential to renew it with. ${HOW_TO_AUTHORIZE}`,
				)
			: failure('authorize', 'The AliExpress credential has no Access Token yet', HOW_TO_AUTHORIZE),
	);
}

/**
 * The answer of `/auth/token/create` and `/auth/token/refresh`: `expires_in` and
 * `refresh_expires_in` are seconds from now; a refresh token that is not named stays the old one.
 */
function update(reply: Reply, credentials: CredentialData, now: number): Outcome<SessionUpdate> {
	const refused = callFailure(reply);
	if (refused)
		return fail(refused.kind === 'session' ? { ...refused, kind: 'authorize' } : refused);
	const accessToken = text(field(reply.body, 'access_token'));
	if (!accessToken) {
		return fail(
			failure(
				'answer',
				'AliExpress answered the session renewal without an Access Token',
				'Check the field Base URL of the credential, then run again.',
				{ httpStatus: reply.status },
			),
		);
	}
	const end = (seconds: string, epochMs: string): number => {
		const life = Number(text(field(reply.body, seconds)));
		return life > 0 ? now + life * 1000 : epoch(field(reply.body, epochMs));
	};
	// A code may be another account's: nothing of the session before is its.
	const before = get(credentials, 'authorizationCode') ? {} : credentials;
	return succeed({
		session: '',
		accessToken,
		refreshToken: text(field(reply.body, 'refresh_token')) || get(before, 'refreshToken'),
		authorizationCode: '',
		expiresAt: end('expires_in', 'expire_time'),
		refreshExpiresAt:
			end('refresh_expires_in', 'refresh_token_valid_time') ||
			epoch(field(before, 'refreshExpiresAt')),
	});
}

export const session: SessionRules = {
	needsRenewal: (credentials, now) => {
		const read = account(credentials);
		return read.ok ? succeed(isStale(credentials, now)) : read;
	},
	request: renewalRequest,
	singleUse: (credentials) =>
		get(credentials, 'authorizationCode') || get(credentials, 'refreshToken'),
	// A used code beside tokens comes from a form that was saved again, or from another worker's past.
	spare: (credentials) =>
		get(credentials, 'authorizationCode') &&
		(get(credentials, 'accessToken') || get(credentials, 'refreshToken'))
			? { ...credentials, authorizationCode: '' }
			: null,
	update,
};
