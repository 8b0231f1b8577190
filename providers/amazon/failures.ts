import type { CredentialTestStatus } from '../contract';
import { rowBuilder, type FailureRow } from '../failureTable';

export interface Facts {
	/** `token` for the call that renews the token, which has no order and no options. */
	readonly call: 'order' | 'search' | 'token';
	readonly orderId: string;
	/** Name of the region, or a custom host; `''` where it is not known. */
	readonly region: string;
	readonly isPersonal: boolean;
	readonly httpStatus: number;
	readonly code: string;
	/** Amazon's own words, `''` for none. */
	readonly words: string;
}

export const SAMPLE_FACTS: Facts = {
	call: 'order',
	orderId: '902-3159896-1390916',
	region: 'North America',
	isPersonal: false,
	httpStatus: 403,
	code: 'Unauthorized',
	words: '',
};

type Text = (facts: Facts) => string;
export type Row = FailureRow<Facts>;

const AUTHORIZE =
	'authorize the app again (Seller Central > Apps and Services > Develop Apps > the arrow next to Edit App > Authorize), and enter the new Refresh Token in the credential';
const LATER = 'Wait a few minutes, then try again.';
const CLIENT = 'Develop Apps > LWA credentials > View';

const used: Text = ({ region }) => (region ? ` (used: ${region})` : '');
const said: Text = ({ words: own }) =>
	own ? ` Amazon’s own words: ${own.replace(/\.$/, '')}.` : '';
const forOrder = (text: string, { call }: Facts): string => (call === 'token' ? '' : text);
const asked: Text = ({ call }) => (call === 'search' ? 'Filters' : 'Order ID');

const SUBJECTS = { order: 'order', search: 'list of orders', token: 'access token' } as const;

const row = rowBuilder<Facts>({ used, said, asked });

/** Amazon has few codes: the HTTP status and the words decide, see `CAUSES`, for rows without codes. */
export const ROWS = {
	session: row('session_expired')(
		'Amazon rejected the access token',
		`A new token was rejected as well: the Refresh Token is of another app or another Region{used}. Check the field Region, or ${AUTHORIZE}.`,
	),
	region: row('wrong_data_center')(
		'The marketplaces are not in the Region of the credential',
		'Choose marketplaces of this Region{used} in the filter Marketplaces, or a credential of the other Region.',
	),
	denied: row('permission_denied', 'Unauthorized')(
		'Amazon does not allow the app to read this',
		(facts) =>
			`Amazon does not say why. Check the field Region of the credential${used(facts)}, and that the app has the role Inventory and Order Tracking. A role added later counts only after you ${AUTHORIZE}.${facts.isPersonal ? ' The option Include Personal Data needs another, restricted role: turn it off to see whether that is missing.' : ''}`,
	),
	parameter: row('invalid_parameter', 'InvalidInput')(
		'Amazon rejected the {asked}',
		'Check the {asked}. If the same request worked before, the cause is at Amazon: try again later.{said}',
	),
	sandbox: row('invalid_parameter')(
		'This address is Amazon’s sandbox, which has no orders of yours',
		'It only answers a few fixed requests. Choose your Region in the credential instead of Custom{used}.',
	),
	notFound: row('not_found', 'NotFound')(
		({ orderId }) => `Amazon found no ${orderId ? `order "${orderId}"` : 'orders'} in this account`,
		'Check the field Order ID, and that the account and Region of the credential are those that received the order{used}. Amazon shows an order two minutes after it was placed, for two years.',
	),
	rateLimit: row('throttled', 'QuotaExceeded')(
		'Amazon rate limit reached',
		(facts) => forOrder('All retries failed. ', facts) + LATER,
	),
	unavailable: row('transient', 'InternalFailure server_error temporarily_unavailable')(
		'Amazon could not process the request',
		(facts) =>
			forOrder('All retries failed. If this keeps happening, raise Max Retries. ', facts) + LATER,
	),
	grant: row('authorization_required', 'invalid_grant')(
		'Amazon no longer accepts the Refresh Token',
		`It is wrong, was revoked, or belongs to another Client ID. To fix it, ${AUTHORIZE}.`,
	),
	client: row('invalid_credentials', 'invalid_client')(
		'Amazon rejected the Client ID or the Client Secret',
		`A Client Secret ends after 180 days, or when someone rotates it. Compare both fields with ${CLIENT}; if the secret has ended, rotate it there, and enter the new Client Secret in the credential. The Refresh Token stays the same.`,
	),
	token: row('invalid_credentials', 'unauthorized_client invalid_request invalid_scope')(
		'Amazon rejected the fields of the credential',
		`Check Client ID and Client Secret (${CLIENT}) and Refresh Token: all three are of one app.{said}`,
	),
	unknown: row('unknown')(
		'Amazon rejected the request (HTTP {httpStatus}, {code})',
		'This answer is not documented. Try again later.{said}',
	),
	unexpected: row('invalid_response')(
		'Unexpected response (HTTP {httpStatus}); possibly a proxy or login page',
		'Check Region, Base URL and Token URL in the credential{used}, and the proxy between n8n and Amazon if there is one.',
	),
	noResult: row('invalid_response')(
		({ call }) => `The response from Amazon contains no ${SUBJECTS[call]}`,
		'Check Region or Base URL in the credential{used}, then try again.',
	),
	anotherOrder: row('invalid_response')(
		'Amazon returned another order than the requested one',
		'It was discarded. Check the field Order ID ({orderId}); a proxy or cache may also mix up responses.',
	),
};

export const FAILURES: readonly Row[] = Object.values(ROWS);

/** What an HTTP status means, by words of the message or its details; the first that fits. */
export const CAUSES: ReadonlyArray<readonly [status: number, words: RegExp, row: Row]> = [
	[400, /could not match input/, ROWS.sandbox],
	[400, /(?:)/, ROWS.parameter],
	[401, /(?:)/, ROWS.session],
	[403, /access token.*(?:expired|revoked|malformed|invalid|missing)/, ROWS.session],
	[403, /marketplace.*region/, ROWS.region],
	[403, /(?:)/, ROWS.denied],
	[404, /(?:)/, ROWS.notFound],
];

const accepted = row('throttled')(
	'Amazon accepted the credential, but its rate limit is reached',
	'You can save the credential.',
);
const TESTED = { 400: ROWS.unexpected, 401: ROWS.session, 403: ROWS.denied, 404: ROWS.unexpected };

/** What the test of the n8n credential says for each status of a search. */
export const CREDENTIAL_TEST_STATUSES: readonly CredentialTestStatus[] = Object.entries({
	...TESTED,
	429: accepted,
}).map(([key, { message, description }]) => {
	const status = Number(key);
	const facts: Facts = { ...SAMPLE_FACTS, call: 'token', region: '', httpStatus: status };
	return { value: status, message: `${message(facts)}. ${description(facts)}` };
});
