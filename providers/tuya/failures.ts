import type { FailureKind } from '../contract';

/** One kind of failure: the codes that mean it, and what the user is told. */
export interface FailureRow {
	readonly codes: readonly string[];
	readonly kind: FailureKind;
	/**
	 * Texts may hold `{order}` (the order, by its id where it is known), `{center}` (the data center
	 * that was used), `{status}` (of HTTP), `{code}` and `{words}` (Tuya's own).
	 */
	readonly message: string;
	readonly description: string;
}

const OVERVIEW =
	'the Tuya Developer Platform under Cloud > Project Management > your project > Overview';
const SERVICES = 'the Tuya Developer Platform under Cloud > Cloud Services';

/**
 * Tuya, "Global Error Codes", and the codes of the mall order API. Codes alone decide: one code
 * comes with several texts (1010 as "token invalid" and as "token is expired").
 */
export const FAILURES: readonly FailureRow[] = [
	{
		codes: ['1010', '1011', '1012', '1002', '1400'],
		kind: 'session',
		message: 'Tuya did not accept the access token',
		description: `A new token did not help. Compare Access ID, Access Secret and Data Center (used: {center}) in the credential with ${OVERVIEW}. Other software that refreshes the token of the same project ends this one: give it a project of its own.`,
	},
	{
		codes: ['1013'],
		kind: 'clock',
		message: 'The clock of this machine is too far from Tuya’s',
		description:
			'The request was signed again with Tuya’s time and not accepted either. Set the clock of the machine that n8n runs on, or turn on its time synchronization, then run again.',
	},
	{
		codes: ['1110', '1199', '40000309'],
		kind: 'throttled',
		message: 'Tuya limits how many requests it takes',
		description:
			'The request was repeated as often as Max Retries allows. Lower Concurrency in the options, or run again later with fewer orders.',
	},
	{
		codes: ['500', '1111', '1112'],
		kind: 'transient',
		message: 'Tuya could not answer at the moment',
		description:
			'The request was repeated as often as Max Retries allows. Run again later; if it stays so, raise Max Retries in the options.',
	},
	{
		codes: ['1004'],
		kind: 'signature',
		message: 'Tuya did not accept the signature of the request',
		description: `Most often the Access Secret does not belong to the Access ID, or the project is in another data center than {center}. Copy Access ID and Access Secret again from ${OVERVIEW}, and choose the Data Center that stands there.`,
	},
	{
		codes: ['1001'],
		kind: 'credentials',
		message: 'Tuya did not accept the Access Secret',
		description: `Copy the Access Secret again from ${OVERVIEW}, without spaces, into the credential.`,
	},
	{
		codes: ['1005'],
		kind: 'credentials',
		message: 'Tuya does not know the Access ID in the data center {center}',
		description: `Copy the Access ID again from ${OVERVIEW}, without spaces, into the credential, and check that the project’s Data Center is {center}.`,
	},
	{
		codes: ['2007'],
		kind: 'data_center',
		message: 'The data center {center} does not take requests from where this machine is',
		description: `Tuya does not serve this project across regions. Choose in the credential the Data Center that ${OVERVIEW} shows, or run n8n in that data center’s region.`,
	},
	{
		codes: ['28841107'],
		kind: 'data_center',
		message: 'The data center {center} is not enabled for the Tuya project',
		description: `Choose in the credential the Data Center that ${OVERVIEW} shows, or enable {center} there.`,
	},
	{
		codes: ['1106'],
		kind: 'data_center',
		message: 'Tuya denied access to this order in the data center {center}',
		description: `Most often the project is in another data center: compare Data Center in the credential with ${OVERVIEW}. If they agree, check that the Mall Code and the Site Code belong to the same Tuya account as the Access ID.`,
	},
	{
		codes: ['28841002'],
		kind: 'subscription',
		message: 'The subscription of the Tuya project has expired',
		description: `Renew the service that holds the mall’s order API in ${SERVICES}, then run again.`,
	},
	{
		codes: ['28841004'],
		kind: 'subscription',
		message: 'The trial quota of the Tuya project is used up',
		description: `Upgrade the plan in ${SERVICES}, then run again.`,
	},
	{
		codes: ['28841101', '28841106'],
		kind: 'subscription',
		message: 'The Tuya project has no subscription to the mall’s order API',
		description: `Subscribe to the service that holds the order API in ${SERVICES}, then authorize your project for it (your project > Service API > Go to Authorize).`,
	},
	{
		codes: ['28841105'],
		kind: 'subscription',
		message: 'The Tuya project is not authorized to call the mall’s order API',
		description:
			'Open the Tuya Developer Platform under Cloud > Project Management > your project > Service API, choose Go to Authorize and add the service that holds the order API.',
	},
	{
		codes: ['2005001'],
		kind: 'not_found',
		message: 'Tuya found no {order} in this mall',
		description:
			'Check the fields Order ID, Mall Code and Site Code: the order must be one of that mall and site. Check also that the mall is in the credential’s Data Center (used: {center}).',
	},
	{
		codes: ['2001000'],
		kind: 'shop',
		message: 'Tuya does not know the mall of this Mall Code',
		description:
			'Compare the fields Mall Code and Site Code with the Tuya mall console, and check that the mall is in the credential’s Data Center (used: {center}).',
	},
	{
		codes: ['1100', '1101', '1102', '1103', '1104', '1107', '1109', '2000000'],
		kind: 'parameters',
		message: 'Tuya did not accept one of Order ID, Mall Code, Site Code and Language',
		description:
			'Check these four fields for empty, cut off or mixed up values. Tuya’s own words: {words}.',
	},
	{
		codes: ['1105'],
		kind: 'parameters',
		message: 'A header of the request did not arrive at Tuya',
		description:
			'Check the option Language, and that no proxy or gateway between n8n and {center} removes headers. Tuya’s own words: {words}.',
	},
	{
		codes: ['1108'],
		kind: 'parameters',
		message: 'Tuya does not know the address of the request',
		description:
			'Check the credential’s Data Center or Base URL (used: {center}), and the field Order ID. Tuya’s own words: {words}.',
	},
];

/** For a code that no row has: Tuya's own words are all there is. */
export const UNKNOWN_CODE: FailureRow = {
	codes: [],
	kind: 'unknown',
	message: 'Tuya refused the request with the code {code}',
	description:
		'Tuya’s own words: {words}. The code is explained in Tuya’s documentation under Global Error Codes.',
};

/** For an answer without Tuya's envelope; its kind depends on the HTTP status. */
export const NOT_FROM_TUYA: FailureRow = {
	codes: [],
	kind: 'answer',
	message: 'The answer is not one that Tuya sends, it may be the page of a proxy or a login page',
	description:
		'{center} answered with HTTP status {status}. Check Data Center or Base URL in the credential, and the proxy between n8n and Tuya if there is one.',
};

/** For an answer in Tuya's envelope that holds something else than an order. */
export const NOT_AN_ORDER: FailureRow = {
	codes: [],
	kind: 'answer',
	message: 'Tuya answered without an order',
	description:
		'The answer has neither an order number nor lines, so nothing was passed on. Check Data Center or Base URL in the credential (used: {center}); the output Raw of another order shows what Tuya sends.',
};

/** For an answer that holds another order than the one that was asked for. */
export const ANOTHER_ORDER: FailureRow = {
	codes: [],
	kind: 'answer',
	message: 'Tuya answered with another order than the one asked for',
	description:
		'Nothing was passed on instead of {order}. Check the field Order ID for upper and lower case, and Data Center or Base URL in the credential (used: {center}): a cache or gateway on the way may mix up answers.',
};
