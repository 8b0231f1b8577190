import { field, text } from '../../json/read';
import { baseUrl, epoch, missingField } from '../baseUrl';
import { fail, failure, succeed } from '../failure';
import type { Account, CredentialData, Failure, Outcome, Reply } from '../contract';
import type { SessionRules, SessionUpdate } from '../../n8n/renewSignal';
import { DATA_CENTERS } from './dataCenters';
import { callRequest } from './request';
import { callFailure } from './response';

/** Tuya's advice: renew before the end, since the answer tells the life that remains. */
const RENEW_AHEAD = 60_000;

const get = (credentials: CredentialData, name: string): string => text(field(credentials, name));

/** The credential's fields `accessId`, `accessSecret`, `dataCenter`, `baseUrl`, the session; checked. */
export function account(credentials: CredentialData): Outcome<Account> {
	const center = DATA_CENTERS.find(({ value }) => value === get(credentials, 'dataCenter'));
	const url = center ? succeed<string>(center.url) : baseUrl(field(credentials, 'baseUrl'));
	if (!url.ok) return url;
	const key = get(credentials, 'accessId');
	const secret = get(credentials, 'accessSecret');
	const console =
		'it stands in the Tuya Developer Platform under Cloud > Project Management > your project > Overview, as Access ID/Client ID and Access Secret/Client Secret';
	if (!key) return missingField('Access ID', console);
	if (!secret) return missingField('Access Secret', console);
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
	const expiresAt = epoch(field(credentials, 'expiresAt'));
	return expiresAt > 0 && now > expiresAt - RENEW_AHEAD;
}

/** The life of a new token, in milliseconds (Tuya, "Get token": `expire_time` 7200). */
const LIFE = 7_200_000;

/**
 * A rejected session, or a rejected signature under a token older than a minute: an expired token
 * can show so.
 */
export function wantsFreshSession({ kind }: Failure, { expiresAt }: Account, now: number): boolean {
	if (kind === 'session') return true;
	return kind === 'signature' && (expiresAt === 0 || now - (expiresAt - LIFE) > 60_000);
}

/**
 * The answer of `GET /v1.0/token?grant_type=1`. `expire_time` is the life that remains, in seconds.
 * The refresh token is not kept: it is for single use and kills the pair that other workers hold.
 */
function update(reply: Reply, credentials: CredentialData, now: number): Outcome<SessionUpdate> {
	const read = account(credentials);
	if (!read.ok) return read;
	const refused = callFailure(reply, read.value);
	if (refused) return fail(refused);
	const result = field(reply.body, 'result');
	const accessToken = text(field(result, 'access_token'));
	const life = Number(text(field(result, 'expire_time')));
	if (!accessToken) {
		return fail(
			failure(
				'answer',
				'Tuya answered the session renewal without an access token',
				'Check the field Data Center (or Base URL) of the credential, then run again.',
				{ httpStatus: reply.status },
			),
		);
	}
	return succeed({ session: '', accessToken, expiresAt: life > 0 ? now + life * 1000 : 0 });
}

export const session: SessionRules = {
	needsRenewal: (credentials, now) => {
		const read = account(credentials);
		return read.ok ? succeed(isStale(credentials, now)) : read;
	},
	request: (credentials, stamp) => {
		const read = account(credentials);
		if (!read.ok) return read;
		return succeed(
			callRequest({ ...read.value, accessToken: '' }, '/v1.0/token', { grant_type: '1' }, stamp),
		);
	},
	singleUse: () => '',
	spare: () => null,
	update,
};
