import { failure } from '../failure';
import type { Failure, FailureKind } from '../contract';

interface Reason {
	readonly kind: FailureKind;
	readonly message: string;
	readonly description: string;
}

const AUTHORIZE =
	'Authorize the app again and put the new code into the field Authorization Code of the credential; it works once and only for 3 minutes.';
const CONSOLE = 'in the AliExpress Open Platform console under App Management';

/** What a refusal comes down to, in the user's words. */
const REASONS = {
	rate: {
		kind: 'throttled',
		message: 'AliExpress limits how often this app may call',
		description:
			'Run the workflow again later, lower the option Concurrency, or get fewer orders in one run.',
	},
	unavailable: {
		kind: 'transient',
		message: 'AliExpress could not answer at the moment',
		description: 'Run the workflow again in a few minutes.',
	},
	accessToken: {
		kind: 'session',
		message: 'AliExpress no longer accepts the Access Token',
		description: `With a Refresh Token in the credential it is renewed automatically. Without one: ${AUTHORIZE}`,
	},
	refreshToken: {
		kind: 'authorize',
		message: 'AliExpress no longer accepts the Refresh Token',
		description: `It has ended or was replaced by a newer one. ${AUTHORIZE}`,
	},
	authorizationCode: {
		kind: 'authorize',
		message: 'AliExpress does not accept the Authorization Code',
		description: `It was used before or is older than 3 minutes. ${AUTHORIZE}`,
	},
	signature: {
		kind: 'credentials',
		message: 'AliExpress could not verify the request with this App Secret',
		description: `Check the field App Secret of the credential: it belongs to the App Key and stands ${CONSOLE}.`,
	},
	appKey: {
		kind: 'credentials',
		message: 'AliExpress does not know this App Key',
		description: `Check the field App Key of the credential: it stands ${CONSOLE}.`,
	},
	clock: {
		kind: 'clock',
		message: 'The clock of this computer is too far from that of AliExpress',
		description:
			'AliExpress refuses a request whose time is off by more than 7200 seconds (2 hours). Set the clock of the computer that runs n8n, best by NTP.',
	},
	insufficientPermission: {
		kind: 'permission',
		message: 'The AliExpress app of this App Key may not get dropshipping orders',
		description: `Request the Dropshipping permission for the app ${CONSOLE}: it covers aliexpress.trade.ds.order.get and aliexpress.ds.order.tracking.get. Then authorize the app again and fill in Authorization Code.`,
	},
	otherAccount: {
		kind: 'permission',
		message: 'The Order ID belongs to an AliExpress account that has not authorized this app',
		description:
			'Check the field Order ID, and use the credential whose Access Token is from the account that placed the order.',
	},
	permission: {
		kind: 'permission',
		message: 'AliExpress does not let this App Key or this account make the call',
		description: `Check the app's permissions ${CONSOLE}, and that the Access Token is from the account that placed the order.`,
	},
	parameters: {
		kind: 'parameters',
		message: 'AliExpress does not accept the request as it was sent',
		description: 'Check the field Order ID and the option Language.',
	},
} as const satisfies Readonly<Record<string, Reason>>;

/**
 * Which code or sub-code is which reason; the first that fits. Sub-codes are asked before codes, so
 * that code 15 ("Remote service error") is passing only without an `isv.*` sub-code.
 *
 * Source: AliExpress Open Platform, the codes of the gateways and the legacy numbers.
 */
const CODES: readonly (readonly [RegExp, keyof typeof REASONS])[] = [
	[/^isv\.insufficient-permission$/i, 'insufficientPermission'],
	[/^isv\.invalid-authorization$/i, 'otherAccount'],
	[/^accesscontrol\.limited-by-/i, 'rate'],
	[/^(?:ApiCallLimit|AppCallLimit|7)$/i, 'rate'],
	[/^(?:ServiceUnavailable|InternalError|10|15)$/i, 'unavailable'],
	[/^isp\./i, 'unavailable'],
	[/^(?:IllegalAccessToken|26|27)$/i, 'accessToken'],
	[/^IllegalRefreshToken$/i, 'refreshToken'],
	[/^InvalidCode$/i, 'authorizationCode'],
	[/^(?:IncompleteSignature|25)$/i, 'signature'],
	[/^(?:InvalidAppkey|28|29)$/i, 'appKey'],
	[/^(?:30|31)$|timestamp/i, 'clock'],
	[/^1[123]$/, 'permission'],
	[/^(?:MISSING_PARAMETER|40|41)$|^isv\./i, 'parameters'],
];

/** The field behind each parameter that the provider may name. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
	[/\b(?:access_token|session)\b/i, 'Access Token'],
	[/\brefresh_token\b/i, 'Refresh Token'],
	[/\b(?:ae_order_id|order_id|single_order_query)\b/i, 'Order ID'],
	[/\bapp_key\b/i, 'App Key'],
	[/\blanguage\b/i, 'Language'],
];

/** What a refusal says, as sent; `''` where it says nothing. */
export interface Refusal {
	readonly code: string;
	readonly subCode: string;
	readonly text: string;
	readonly requestId: string;
}

type Circumstances = Pick<Failure, 'httpStatus' | 'wait'>;

/** The failure that a refusal is; a code that no table knows is of the kind `unknown`. */
export function refusalFailure(refusal: Refusal, circumstances: Circumstances): Failure {
	const { kind, message, description } = reasonOf(refusal);
	return failure(kind, message, description, {
		...circumstances,
		code: refusal.code.slice(0, 100),
		subCode: refusal.subCode.slice(0, 100),
		text: refusal.text.slice(0, 300),
		requestId: refusal.requestId.slice(0, 100),
	});
}

function reasonOf({ code, subCode, text }: Refusal): Reason {
	const name = [subCode, code]
		.map((each) => CODES.find(([pattern]) => pattern.test(each))?.[1])
		.find((each) => each !== undefined);
	if (name === undefined) return unknownReason(subCode || code);
	const parameter = name === 'parameters' && FIELDS.find(([pattern]) => pattern.test(text))?.[1];
	if (!parameter) return REASONS[name];
	return {
		kind: 'parameters',
		message: `AliExpress does not accept the ${parameter}, or it is missing`,
		description: `Check the field ${parameter}.`,
	};
}

/** The code is not in the message, where n8n takes e.g. the letters in "ServicePermission" for its own. */
const unknownReason = (code: string): Reason => ({
	kind: 'unknown',
	message: 'AliExpress refused the request for a reason that is not known here',
	description: `${
		/^[\w.:-]{1,60}$/.test(code) ? `Its code is ${code}. ` : ''
	}The provider's own words are in the details. If they do not help, ask AliExpress support and name the request ID.`,
});

/** An HTTP status that passes: 408, 429 and 5xx. */
export const passingFailure = (refusal: Refusal, circumstances: Circumstances): Failure => ({
	...refusalFailure(refusal, circumstances),
	...REASONS.unavailable,
	message: `${REASONS.unavailable.message} (HTTP status ${circumstances.httpStatus})`,
});

/** What came is not what the gateways send, e.g. a proxy's page. */
export const foreignAnswer = (kind: 'answer' | 'transient', circumstances: Circumstances) =>
	failure(
		kind,
		`The Base URL answered with something that AliExpress does not normally send (HTTP status ${circumstances.httpStatus}), maybe the page of a proxy or a login`,
		'Check the field Base URL of the credential; AliExpress itself is at https://api-sg.aliexpress.com. If it is right, check the proxy between n8n and AliExpress.',
		circumstances,
	);

/** Spreadsheets keep 15 digits of a number and put zeros for the rest. */
const maybeRounded = (orderId: string): string =>
	/^\d{15,}0$/.test(orderId)
		? ' The id ends in 0: a sheet that holds it as a number may have rounded it. Format the column as plain text and enter the id again.'
		: '';

/** The account sees no such order. */
export const orderNotFound = (orderId: string, circumstances: Circumstances): Failure =>
	failure(
		'not_found',
		`The Order ID ${orderId} was not found in this AliExpress account; a new order can be queried 10 seconds after it was created`,
		`Check the field Order ID, and that the Access Token of the credential is from the account that placed the order. If the order is new, wait 10 seconds before this node.${maybeRounded(orderId)}`,
		circumstances,
	);
