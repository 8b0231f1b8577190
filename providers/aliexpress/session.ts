import { field, object } from '../../json/value';
import { distinct } from '../../order/text';
import { baseUrl } from '../baseUrl';
import type { CredentialData, SigningCredentials } from '../call';
import type { SessionRules } from '../contract';
import { credentialField, missingField, storedTime } from '../credentialField';
import { err, ok, type Result } from '../failure';
import { formRequest } from './request';
import { tokenRejection } from './response';

/** Renewed this long before the end, so that a run of half an hour meets no expired token. */
const RENEW_AHEAD = 30 * 60_000;
const DAY = 24 * 60 * 60_000;
/** The user is reminded this long before renewing ends and a person has to authorize again. */
const REMIND_AHEAD = 7 * DAY;

const AUTHORIZE =
	'Authorize the app: open the credential, follow its steps to get a new code, put it into the field Authorization Code within 3 minutes and save.';

const CODE_UNUSED =
	'AliExpress did not accept the Authorization Code of the credential: it was used before, or is older than 3 minutes. The tokens from before are in use. Clear the field Authorization Code, or put a new code into it.';

/** The code in what the user pasted: the code, the address with `?code=…`, or either with text around it. */
function codeIn(pasted: string): string {
	const [, parameter] = /(?:^|[?&#\s"'<(])code=([^&#\s"'<>)]+)/i.exec(pasted) ?? [];
	if (parameter === undefined)
		return /\b\d_\d+_[^\s"'<>,;]*[^\s"'<>,;.:)]/.exec(pasted)?.[0] ?? pasted;
	try {
		return decodeURIComponent(parameter);
	} catch {
		return parameter;
	}
}

const tokensOf = (credentials: CredentialData) => ({
	code: codeIn(credentialField(credentials, 'authorizationCode')),
	access: credentialField(credentials, 'accessToken'),
	refresh: credentialField(credentials, 'refreshToken'),
});

/** The credential's fields `appKey`, `appSecret`, `baseUrl` and the session, checked. */
export function readCredentials(credentials: CredentialData): Result<SigningCredentials> {
	const url = baseUrl(field(credentials, 'baseUrl'), ['/sync', '/rest']);
	if (!url.ok) return url;
	const key = credentialField(credentials, 'appKey');
	const secret = credentialField(credentials, 'appSecret');
	const whereToFind = 'it is in the AliExpress Open Platform console under App Management';
	if (!key) return missingField('App Key', whereToFind);
	if (!secret) return missingField('App Secret', whereToFind);
	const { code, access, refresh } = tokensOf(credentials);
	const pasted = credentialField(credentials, 'authorizationCode');
	return ok({
		baseUrl: url.value,
		key,
		secret,
		accessToken: access,
		expiresAt: storedTime(credentials, 'expiresAt'),
		secrets: distinct([secret, access, refresh, code, pasted]),
	});
}

/** Source: AliExpress Open Platform, "Seller authorization". */
export const session: SessionRules = {
	isExpired: (credentials, now) => {
		const { code, access, refresh } = tokensOf(credentials);
		if (code || !access) return true;
		const end = storedTime(credentials, 'expiresAt');
		return refresh !== '' && end > 0 && now > end - RENEW_AHEAD;
	},
	mayBeExpired: ({ kind }) => kind === 'session_expired',
	request: (credentials, context) => {
		const read = readCredentials(credentials);
		if (!read.ok) return read;
		const { code, access, refresh } = tokensOf(credentials);
		if (code) return ok(formRequest(read.value, '/auth/token/create', { code }, context));
		if (refresh) {
			const own = { refresh_token: refresh };
			return ok(formRequest(read.value, '/auth/token/refresh', own, context));
		}
		return err({
			kind: 'authorization_required',
			message: access
				? 'AliExpress no longer accepts the Access Token'
				: 'The AliExpress credential has no Access Token yet',
			description: `${access ? 'The credential has no Refresh Token to renew it with. ' : 'This is expected until it has had an Authorization Code. '}${AUTHORIZE}`,
		});
	},
	/** `expires_in` and `refresh_expires_in` are seconds from now, the others epoch milliseconds. */
	update: ({ status, retryAfter, body }, credentials, now) => {
		const rejection = tokenRejection({ status, retryAfter, body });
		if (rejection) return rejection;
		const answer = object(body);
		const end = (seconds: string, time: string): number => {
			const life = storedTime(answer, seconds);
			return life > 0 ? now + life * 1000 : storedTime(answer, time);
		};
		// A code may belong to another account, so nothing of the previous session is kept.
		const before = tokensOf(credentials).code ? {} : credentials;
		return ok({
			session: '',
			accessToken: credentialField(answer, 'access_token'),
			refreshToken:
				credentialField(answer, 'refresh_token') || credentialField(before, 'refreshToken'),
			authorizationCode: '',
			expiresAt: end('expires_in', 'expire_time'),
			refreshExpiresAt:
				end('refresh_expires_in', 'refresh_token_valid_time') ||
				storedTime(before, 'refreshExpiresAt'),
		});
	},
	typedFields: ['authorizationCode', 'accessToken', 'refreshToken'],
	oneTimeGrant: {
		of: (credentials) => tokensOf(credentials).code || tokensOf(credentials).refresh,
		withoutCode: (credentials) =>
			tokensOf(credentials).code ? { ...credentials, authorizationCode: '' } : credentials,
	},
	/** Renewing does not extend the authorization: its user has to be reminded in time. */
	warnings: (credentials, now, isCodeRefused) => {
		const end = storedTime(credentials, 'refreshExpiresAt');
		const days = Math.max(1, Math.round((end - now) / DAY));
		const isDue = end > 0 && end >= now && end - now <= REMIND_AHEAD;
		const day = isDue ? new Date(end).toISOString().slice(0, 10) : '';
		const reminder = `The AliExpress authorization ends on ${day} (in ${days} ${days === 1 ? 'day' : 'days'}) and cannot be renewed automatically. ${AUTHORIZE}`;
		return [...(isCodeRefused ? [CODE_UNUSED] : []), ...(isDue ? [reminder] : [])];
	},
};
