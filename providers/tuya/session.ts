import { field, text } from '../../json/value';
import { distinct } from '../../order/text';
import { baseUrl } from '../baseUrl';
import type { CredentialData, SigningCredentials } from '../call';
import type { SessionRules } from '../contract';
import { credentialField, missingField, storedTime } from '../credentialField';
import { err, invalidCredentials, ok, type Result } from '../failure';
import { DATA_CENTERS } from './dataCenters';
import { ROWS } from './failures';
import { signedGet } from './request';
import { failedRow, failure } from './response';

/** Tuya's advice: renew before the end, since `expire_time` is the life that remains. */
const RENEW_AHEAD = 60_000;
/** The life of a new token, in milliseconds (Tuya, "Get token": `expire_time` 7200). */
const LIFE = 7_200_000;
/** Users paste the address of the token call; the node adds these paths itself. */
const ENDINGS = ['/v1.0/token', '/v1.0'];

const WHERE = 'see Cloud > Project Management > Overview on the Tuya Developer Platform';

/** A key without blanks; a line break inside it shows that more than the key was pasted. */
function key(data: CredentialData, name: string, label: string): Result<string> {
	const value = credentialField(data, name).replace(/\s+/g, '');
	if (value === '') return missingField(label, WHERE);
	if (/^[\x21-\x7e]+$/.test(value) && !/[\r\n]/.test(text(data[name]))) return ok(value);
	return invalidCredentials(
		`The field ${label} of the credential contains invalid characters`,
		`Copy the ${label} again, without anything else: ${WHERE}.`,
	);
}

/** Reads the fields of the credential and the session. */
export function readCredentials(data: CredentialData): Result<SigningCredentials> {
	const dataCenter = credentialField(data, 'dataCenter');
	const center = DATA_CENTERS.find(({ value }) => value === dataCenter);
	const url = center ? ok<string>(center.url) : baseUrl(data.baseUrl, ENDINGS);
	if (!url.ok) return url;
	const id = key(data, 'accessId', 'Access ID');
	if (!id.ok) return id;
	const secret = key(data, 'accessSecret', 'Access Secret');
	if (!secret.ok) return secret;
	const accessToken = credentialField(data, 'accessToken');
	return ok({
		baseUrl: url.value,
		key: id.value,
		secret: secret.value,
		accessToken,
		expiresAt: storedTime(data, 'expiresAt'),
		secrets: distinct([secret.value, accessToken]),
	});
}

/**
 * `GET /v1.0/token?grant_type=1` gives the current token with its remaining life in seconds. The refresh
 * token is not kept: it works once and ends the pair that other workers hold.
 */
export const session: SessionRules = {
	isExpired: (credentials, now) => {
		const end = storedTime(credentials, 'expiresAt');
		return !credentialField(credentials, 'accessToken') || (end > 0 && now > end - RENEW_AHEAD);
	},

	/** An expired token can show as a rejected signature; one younger than a minute is not expired. */
	mayBeExpired: ({ kind, code }, { expiresAt }, now) =>
		kind === 'session_expired' ||
		(code === '1004' && (expiresAt === 0 || now - (expiresAt - LIFE) > 60_000)),

	request: (credentials, context) => {
		const read = readCredentials(credentials);
		if (!read.ok) return read;
		const withoutToken = { ...read.value, accessToken: '' };
		return ok(signedGet(withoutToken, '/v1.0/token', { grant_type: '1' }, context));
	},

	update: (reply, credentials, now) => {
		const read = readCredentials(credentials);
		if (!read.ok) return read;
		const result = field(reply.body, 'result');
		const accessToken = text(field(result, 'access_token'));
		const row = failedRow(reply) ?? (accessToken === '' ? ROWS.noResult : null);
		if (row) return err(failure(row, reply, read.value, { call: 'token' }));
		const life = Number(text(field(result, 'expire_time')));
		return ok({ session: '', accessToken, expiresAt: life > 0 ? now + life * 1000 : 0 });
	},
};
