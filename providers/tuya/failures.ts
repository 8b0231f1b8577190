import type { CredentialTestRefusal } from '../contract';
import { credentialTestRefusals, rowBuilder, type FailureRow } from '../failureTable';

export interface Facts {
	/** `token` for the call that fetches a token, which has no order and no options. */
	readonly call: 'order' | 'search' | 'token';
	readonly orderId: string;
	/** Name of the data center, or a custom host; `''` where it is not known. */
	readonly dataCenter: string;
	readonly httpStatus: number;
	readonly code: string;
	/** Tuya's own words, `''` for none. */
	readonly words: string;
	/** The field that these words are about, or those of every order call. */
	readonly field: string;
	/** The IP address that Tuya names, or a text that says whose it is. */
	readonly address: string;
}

export const SAMPLE_FACTS: Facts = {
	call: 'order',
	orderId: 'SO2110258K167O5C',
	dataCenter: 'Central Europe',
	httpStatus: 200,
	code: '1234',
	words: '',
	field: 'Order ID, Mall Code or Site Code',
	address: 'of the n8n host',
};

type Text = (facts: Facts) => string;
export type Row = FailureRow<Facts>;

const OVERVIEW = 'the Tuya Developer Platform (Cloud > Project Management > Overview)';
const LATER = 'Wait a few minutes, then try again.';
const SERVICES = 'the Tuya Developer Platform (Cloud > Cloud Services)';
const AUTHORIZE = 'the Tuya Developer Platform (your project > Service API > Go to Authorize)';

const center: Text = ({ dataCenter: name }) =>
	name ? `data center ${name}` : 'chosen data center';
const used: Text = ({ dataCenter }) => (dataCenter ? ` (used: ${dataCenter})` : '');
const said: Text = ({ words: own }) =>
	own ? ` Tuya’s own words: ${own.replace(/[.。]$/, '')}.` : '';
const compare: Text = (facts) =>
	`Compare Access ID, Access Secret and Data Center${used(facts)} in the credential with ${OVERVIEW}.`;
const checkAddress: Text = (facts) =>
	`Check Data Center or Base URL in the credential${used(facts)}`;
const inCenter: Text = (facts) =>
	`Check also that the mall is in the Data Center of the credential${used(facts)}.`;
const forOrder = (text: string, { call }: Facts): string => (call === 'token' ? '' : text);

const SUBJECTS = { order: 'order', search: 'list of orders', token: 'access token' } as const;

const row = rowBuilder<Facts>({ center, said, compare, checkAddress, inCenter });

/**
 * Tuya, "Global Error Codes", and those of the mall order API. Codes alone decide: one code comes with
 * several texts. A row without codes covers what Tuya has no code for.
 */
export const ROWS = {
	session: row('session_expired', '1010 1011 1012 1002 1400')(
		'Tuya rejected the access token',
		(facts) =>
			`${forOrder('A new token was rejected as well. ', facts)}${compare(facts)} If other software refreshes the token of the same project, give it its own project.`,
	),
	clock: row('clock_skew', '1013')(
		'The clock of the n8n host differs too much from Tuya’s',
		'Set the clock of the n8n host, or turn on its time synchronization, then try again.',
	),
	rateLimit: row('throttled', '1110 1199 40000309')(
		'Tuya rate limit reached',
		(facts) => forOrder('All retries failed. Lower Concurrency in the options. ', facts) + LATER,
	),
	unavailable: row('transient', '500 1111 1112')(
		'Tuya could not process the request',
		(facts) =>
			forOrder('All retries failed. If this keeps happening, raise Max Retries. ', facts) + LATER,
	),
	signature: row('invalid_credentials', '1004')(
		'Tuya rejected the signature of the request',
		'Most often the Access Secret does not belong to the Access ID, or the project is in another data center. {compare}',
	),
	secret: row('invalid_credentials', '1001')('Tuya rejected the Access Secret', '{compare}'),
	accessId: row('invalid_credentials', '1005')(
		'The {center} does not know this Access ID',
		'{compare}',
	),
	ipAddress: row('ip_not_allowed', '1114')(
		'Tuya does not allow the IP address {address}',
		'Add the address to the project’s IP allowlist on the Tuya Developer Platform. A wrong key or data center is rejected in the same way. {compare}',
	),
	region: row('wrong_data_center', '2007')(
		'The {center} rejects requests from this region',
		`Choose in the credential the Data Center shown on ${OVERVIEW}, or run n8n in the region of that data center.`,
	),
	disabled: row('wrong_data_center', '28841107')(
		'The {center} is not enabled for the Tuya project',
		`Choose in the credential the Data Center shown on ${OVERVIEW}, or enable this one there.`,
	),
	denied: row('wrong_data_center', '1106')(
		'Tuya denied access in the {center}',
		(facts) =>
			`${compare(facts)}${forOrder(' If they agree, check that Mall Code and Site Code belong to the same Tuya account as the Access ID.', facts)}`,
	),
	expired: row('subscription_required', '28841002')(
		'The subscription of the Tuya project has expired',
		`Renew the service that contains the mall order API on ${SERVICES}.`,
	),
	quota: row('subscription_required', '28841004')(
		'The trial quota of the Tuya project is used up',
		`Upgrade the plan on ${SERVICES}.`,
	),
	subscription: row('subscription_required', '28841101 28841106')(
		'The Tuya project is not subscribed to the mall order API',
		`Subscribe to the service that contains it on ${SERVICES}, then authorize the project for it on ${AUTHORIZE}.`,
	),
	authorization: row('authorization_required', '28841105')(
		'The Tuya project is not authorized for the mall order API',
		`Add the service that contains it on ${AUTHORIZE}.`,
	),
	service: row('subscription_required', '28841*')(
		'The subscription of the Tuya project does not cover this request',
		`Check on ${SERVICES} that the service is subscribed, paid and within its quota, and that the project is authorized for it on ${AUTHORIZE}.{said}`,
	),
	notFound: row('not_found', '2005001')(
		'Tuya found no order "{orderId}" in this mall',
		'Check the fields Order ID, Mall Code and Site Code. {inCenter}',
	),
	mall: row('unknown_mall', '2001000')(
		'Tuya does not know the mall of this Mall Code',
		'Compare Mall Code and Site Code with the Tuya mall console, or ask your Tuya contact. {inCenter}',
	),
	parameter: row('invalid_parameter', '1100 1101 1102 1103 1104 1107 1109 2000000')(
		(facts) => `Tuya rejected the ${facts.call === 'token' ? 'token request' : facts.field}`,
		(facts) =>
			`${facts.call === 'token' ? compare(facts) : `Check the ${facts.field}.`}${said(facts)}`,
	),
	request: row('invalid_parameter', '1105 1108')(
		'Tuya could not process the address or headers of the request',
		(facts) =>
			`${checkAddress(facts)}${forOrder(facts.call === 'search' ? ' and the option Language' : ', the Order ID and the option Language', facts)}, and that no proxy changes requests.${said(facts)}`,
	),
	unknown: row('unknown')(
		'Tuya rejected the request with an unrecognized error code ({code})',
		'Look the code up in Tuya’s documentation under Global Error Codes.{said}',
	),
	unexpected: row('invalid_response')(
		'Unexpected response (HTTP {httpStatus}); possibly a proxy or login page',
		'{checkAddress}, and the proxy between n8n and Tuya if there is one.',
	),
	noResult: row('invalid_response')(
		({ call }) => `The response from Tuya contains no ${SUBJECTS[call]}`,
		'{checkAddress}, then try again.',
	),
	anotherOrder: row('invalid_response')(
		'Tuya returned another order than the requested one',
		'It was discarded. Check the field Order ID ({orderId}) for upper and lower case; a proxy or cache may also mix up responses.',
	),
};

export const FAILURES: readonly Row[] = Object.values(ROWS);

/** What the test of the n8n credential says for each `code` of a token call. */
export const CREDENTIAL_TEST_REFUSALS: readonly CredentialTestRefusal[] = credentialTestRefusals(
	FAILURES.filter(({ kind }) => kind !== 'not_found' && kind !== 'unknown_mall'),
	{ ...SAMPLE_FACTS, call: 'token', dataCenter: '' },
	(code) => [{ key: 'code', value: Number(code) }],
);
