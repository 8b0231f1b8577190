import type { CredentialTestRefusal } from '../contract';
import { credentialTestRefusals, rowBuilder, type FailureRow } from '../failureTable';

export interface Facts {
	/** What was refused: an order or its tracking, a renewal of the session, or n8n's credential test. */
	readonly call: 'order' | 'token' | 'test';
	readonly orderId: string;
	readonly httpStatus: number;
	/** The code that decided, and AliExpress's own words; `''` for none. */
	readonly code: string;
	readonly words: string;
}

export const SAMPLE_FACTS: Facts = {
	call: 'order',
	orderId: '8190439416163295',
	httpStatus: 200,
	code: 'NewCode',
	words: '',
};

const AUTHORIZE =
	'Authorize the app again and put the new code into the field Authorization Code of the credential. A code works once, for 3 minutes.';
const CONSOLE = 'the AliExpress Open Platform console under App Management';
/** Spreadsheets keep 15 digits of a number and write zeros for the rest. */
const MAYBE_ROUNDED =
	' The ID ends in 0: a spreadsheet may have rounded it. Format the column as plain text and enter the ID again.';
const DETAILS = 'AliExpress’s own message is in the details.';

/** Only calls for orders are retried, and only their texts can name options of the node. */
const byCall = (order: string, other: string) => (facts: Facts) =>
	facts.call === 'order' ? `All retries failed. ${order}` : other;

/** The fields behind the parameters that AliExpress may name. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
	[/\b(?:access_token|session)\b/i, 'Access Token'],
	[/\brefresh_token\b/i, 'Refresh Token'],
	[/\b(?:ae_order_id|order_id|single_order_query)\b/i, 'Order ID'],
	[/\bapp_key\b/i, 'App Key'],
	[/\blanguage\b/i, 'Language'],
];
const fieldIn = ({ words }: Facts): string =>
	FIELDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'Order ID';

/** `IllegalAccessToken`, `AccessTokenExpired` and their like. */
const codesOf = (...names: readonly string[]): string =>
	names
		.flatMap((name) =>
			['Illegal', 'Invalid', 'Expired'].flatMap((word) => [word + name, name + word]),
		)
		.join(' ');

export type Row = FailureRow<Facts>;
const row = rowBuilder<Facts>();

const parameterRow = (codes: string): Row =>
	row('invalid_parameter', codes)(
		(facts) => `AliExpress did not accept the ${fieldIn(facts)}, or it is missing`,
		(facts) =>
			fieldIn(facts) === 'Access Token'
				? AUTHORIZE
				: `Check the value of ${fieldIn(facts)}. ${DETAILS}`,
	);

/** Sources: AliExpress Open Platform, the codes of both gateways; public reports for what is not documented. */
export const ROWS = {
	rateLimit: row('throttled', 'ApiCallLimit AppCallLimit 7 *CallLimit accesscontrol.limited-by-*')(
		'AliExpress rate limit reached',
		byCall(
			'Run again later, lower Concurrency in the options, or fetch fewer orders in one run.',
			'Try again in a minute.',
		),
	),
	unavailable: row('transient', 'ServiceUnavailable ServiceTimeout InternalError 10 15 isp.*')(
		({ httpStatus: n }) =>
			`AliExpress could not answer at the moment${n === 200 ? '' : ` (HTTP ${n})`}`,
		byCall(
			'Run again in a few minutes. If it is always the same order, check the field Order ID: AliExpress may answer an unknown one like this.',
			'Try again in a few minutes.',
		),
	),
	accessToken: row('session_expired', `${codesOf('AccessToken', 'Session', 'SessionKey')} 26 27`)(
		'AliExpress no longer accepts the Access Token',
		AUTHORIZE,
	),
	refreshToken: row('authorization_required', codesOf('RefreshToken'))(
		'AliExpress no longer accepts the Refresh Token',
		`It has expired or was replaced by a newer one. ${AUTHORIZE}`,
	),
	authorizationCode: row('authorization_required', 'InvalidCode')(
		'AliExpress did not accept the Authorization Code',
		`It was used before, or is older than 3 minutes. ${AUTHORIZE}`,
	),
	/** Replaces the texts about orders, because a refused renewal concerns the account. */
	authorization: row('authorization_required')(
		'AliExpress rejected the authorization of this account',
		({ words }) =>
			`${words && `AliExpress says: “${words}”. `}Sign in to AliExpress with the account that places the orders, and check that it is in good standing. ${AUTHORIZE}`,
	),
	signature: row('invalid_credentials', 'IncompleteSignature InvalidSignature 25')(
		'AliExpress could not verify the request with this App Secret',
		`Copy the App Secret again from ${CONSOLE}: it has to belong to the App Key.`,
	),
	appKey: row('invalid_credentials', 'InvalidAppkey InvalidAppKey 28 29')(
		'AliExpress does not know this App Key',
		`Copy the App Key again from ${CONSOLE}.`,
	),
	clock: row('clock_skew', 'IllegalTimestamp InvalidTimestamp 30 31 isv.invalid-timestamp')(
		'The clock of the n8n host is more than 2 hours off',
		'Set the clock of the n8n host, ideally by NTP.',
	),
	dropshipping: row('permission_denied', 'InsufficientPermission isv.insufficient-permission')(
		'The AliExpress app may not read dropshipping orders',
		({ call }) =>
			`${call === 'order' ? 'Check the field Order ID, and use the credential of the account that placed the order. If no order can be read: ' : ''}Apply for the dropshipping permission of the app in ${CONSOLE}: it covers aliexpress.trade.ds.order.get and aliexpress.ds.order.tracking.get. ${AUTHORIZE}`,
	),
	notRegistered: row('permission_denied', '401')(
		'This AliExpress account has not joined the Dropshipping Center',
		'Join the Dropshipping Center with the AliExpress account that places the orders.',
	),
	otherAccount: row('permission_denied', 'isv.invalid-authorization')(
		'This Order ID belongs to another AliExpress account',
		'Check the field Order ID, and use the credential of the account that ordered.',
	),
	permission: row('permission_denied', '11 12 13')(
		'AliExpress does not allow this call for the app or account',
		`Check the app’s permissions in ${CONSOLE}, and that the right account authorized it.`,
	),
	ipAllowlist: row(
		'ip_not_allowed',
		'AppWhiteIpLimit AppWhiteIp* IpWhite* isv.app-white-ip* isv.ip-*',
	)(
		'The app’s IP allowlist does not include the n8n host',
		`Add the public IP address of the n8n host to the app’s allowlist in ${CONSOLE}.`,
	),
	apiPath: row('invalid_credentials', 'InvalidApiPath IllegalApi* ApiNot*')(
		'The gateway at the Base URL does not know this AliExpress API',
		'Check the field Base URL of the credential: clear it to get the default back.',
	),
	notFound: row('not_found', '*NotExist *NotExists *NotFound')(
		'AliExpress found no order {orderId} in this account',
		({ orderId }) =>
			`Check the field Order ID, and use the credential of the account that placed the order. A new order can be fetched 10 seconds after it was placed.${/^\d{15,}0$/.test(orderId) ? MAYBE_ROUNDED : ''}`,
	),
	missing: parameterRow('MissingParameter MISSING_PARAMETER 40'),
	invalid: parameterRow('InvalidParameter INVALID_PARAMETER 41'),
	anyIsv: parameterRow('isv.*'),
	unexpected: row('invalid_response')(
		'Unexpected response (HTTP {httpStatus}); possibly a proxy or login page',
		'Check the field Base URL of the credential, and the proxy of n8n if there is one.',
	),
	unknown: row('unknown')(
		'AliExpress rejected the request with an unrecognized error code',
		({ code }) =>
			`${/^[\w.:-]{1,60}$/.test(code) ? `The code is ${code}. ` : ''}${DETAILS} If it does not help, contact AliExpress support with the request ID.`,
	),
};

export const FAILURES: readonly Row[] = Object.values(ROWS);

const SUB_CODE = 'error_response.sub_code';

/** Where a code can be in a reply; a numeric code comes as text or as a number. */
const placesOf = (code: string): ReadonlyArray<Omit<CredentialTestRefusal, 'message'>> => {
	if (code.includes('.')) return [{ key: SUB_CODE, value: code }];
	const values = /^\d+$/.test(code) ? [code, Number(code)] : [code];
	return values.flatMap((value) => [
		{ key: 'error_response.code', value },
		{ key: 'code', value },
	]);
};

const { accessToken, appKey, signature, clock, dropshipping, permission } = ROWS;
const { notRegistered, ipAllowlist, missing } = ROWS;

/** What n8n's test of the credential shows for each code; sub-codes first, as the first match counts. */
export const CREDENTIAL_TEST_REFUSALS: readonly CredentialTestRefusal[] = credentialTestRefusals(
	[
		...[dropshipping, accessToken, appKey, signature, clock, permission],
		...[notRegistered, ipAllowlist, missing],
	],
	{ ...SAMPLE_FACTS, call: 'test', orderId: '', words: 'access_token' },
	placesOf,
).toSorted((a, b) => Number(b.key === SUB_CODE) - Number(a.key === SUB_CODE));
