import type { Fault } from '../../tools/sandbox';

/**
 * What a fault leads to. `harmless`: the order is fetched anyway. `repeated`: retried after a wait.
 * `final`: fails immediately. `renewed`: retried once, with a new session.
 */
export type Course = 'harmless' | 'repeated' | 'final' | 'renewed';

export interface Meaning {
	readonly course: Course;
	/** `details.reason` of the failed item if the fault persists. */
	readonly reason?: string;
	readonly message?: RegExp;
	/** Milliseconds that the response asks to wait. */
	readonly asked?: number;
}

export interface Row {
	readonly title: string;
	readonly fault: Fault;
	readonly means: Meaning;
	/** The attempt times out. */
	readonly stalls?: true;
	/**
	 * The provider processed the request and only its response is lost. A renewal with a single-use
	 * token cannot be repeated then.
	 */
	readonly loses?: true;
}

const LARGE = 17 * 1024 * 1024;
const repeated = (reason: string, message: RegExp, asked = 0): Meaning => ({
	course: 'repeated',
	reason,
	message,
	asked,
});
const final = (reason: string, message: RegExp): Meaning => ({ course: 'final', reason, message });
const renewed = (reason: string, message: RegExp): Meaning => ({
	course: 'renewed',
	reason,
	message,
});

const LATE = repeated('transient', /did not respond in time$/);
const CLOSED = repeated('transient', /closed the connection before the response was complete$/);
const FOREIGN = final(
	'invalid_response',
	/^Unexpected response \(HTTP \d+\)|contains no (?:access token|order)/i,
);
const OVERSIZE = final('invalid_response', /exceeded 16 MB$/);
const PASSING = (asked = 0) =>
	repeated('transient', /could not (?:answer|process)|^Unexpected response/, asked);
const THROTTLED = (asked = 0) => repeated('throttled', /rate limit reached$/, asked);

const row = (title: string, fault: Fault, means: Meaning, more: Partial<Row> = {}): Row => ({
	title,
	fault,
	means,
	...more,
});
const HARMLESS: Meaning = { course: 'harmless' };
const WAIT = 'HTTP 429 with a time to wait';

/** Faults of the network or of a server in between, the same for every call. */
export const ON_THE_WAY: readonly Row[] = [
	row('reset', { kind: 'reset' }, CLOSED),
	row('delay', { kind: 'delay', ms: 5_000 }, LATE, { stalls: true, loses: true }),
	row('a short delay', { kind: 'delay', ms: 20 }, HARMLESS),
	row('stall-headers', { kind: 'stall-headers' }, LATE, { stalls: true }),
	row('stall-body', { kind: 'stall-body' }, LATE, { stalls: true, loses: true }),
	row('truncate', { kind: 'truncate' }, CLOSED, { loses: true }),
	row('double', { kind: 'double' }, FOREIGN),
	row('not-json', { kind: 'not-json' }, FOREIGN),
	row('no text', { kind: 'not-json', text: '' }, PASSING()),
	row('another JSON', { kind: 'body', body: [1, null] }, FOREIGN),
	row('content-type', { kind: 'content-type', type: 'text/html' }, HARMLESS),
	row('oversize', { kind: 'oversize', bytes: LARGE }, OVERSIZE),
	row('endless', { kind: 'endless' }, OVERSIZE),
	row('gzip-bomb', { kind: 'gzip-bomb', bytes: LARGE }, OVERSIZE),
	row(
		'header-flood',
		{ kind: 'header-flood', bytes: 40_000 },
		final('invalid_response', /headers .* exceeded 16 kB$/),
	),
	row('redirect', { kind: 'redirect', to: '/elsewhere' }, FOREIGN),
	row('HTTP 404', { kind: 'status', status: 404 }, FOREIGN),
	row('a page of a proxy', { kind: 'status', status: 503, body: '<html></html>' }, PASSING()),
	row('HTTP 503', { kind: 'status', status: 503, retryAfter: 7 }, PASSING(7000)),
	row('HTTP 429', { kind: 'status', status: 429 }, THROTTLED()),
	row(WAIT, { kind: 'status', status: 429, retryAfter: 2 }, THROTTLED(2000)),
];

/** One of them for each course: enough where a call is handled like any other. */
export const ONE_PER_COURSE: readonly Row[] = ON_THE_WAY.filter(({ title }) =>
	['reset', 'not-json', 'content-type', WAIT].includes(title),
);
/** The faults after which the provider has processed the request. */
export const LOSING: readonly Row[] = ON_THE_WAY.filter(({ loses }) => loses);

/** A refusal as the business gateway sends it. */
const aliExpress = (code: string, means: Meaning, subCode = '', msg = 'in words'): Row => {
	const sub = subCode ? { sub_code: subCode, sub_msg: 'more words' } : {};
	const error_response = { type: 'ISV', code, ...sub, msg, request_id: '210126da17406391015' };
	const fault: Fault = { kind: 'body', body: { error_response } };
	return { title: `code ${code} ${subCode}`, fault, means };
};
const tuya = (code: number, means: Meaning): Row => ({
	title: `code ${code}`,
	fault: { kind: 'body', body: { success: false, code, msg: 'in words', t: 1, tid: 'ab12' } },
	means,
});

/** A code for each kind of failure; which kind a code is, is proved with the tables of the provider. */
export const ALIEXPRESS_CODES: readonly Row[] = [
	aliExpress('ApiCallLimit', THROTTLED(1000), '', 'this ban will last 1 seconds'),
	aliExpress('IllegalAccessToken', renewed('session_expired', /accepts the Access Token$/)),
	aliExpress('IllegalRefreshToken', final('authorization_required', /the Refresh Token$/)),
	aliExpress('IncompleteSignature', final('invalid_credentials', /with this App Secret$/)),
	aliExpress('IllegalTimestamp', final('clock_skew', /^The clock of the n8n host/)),
	aliExpress(
		'15',
		final('permission_denied', /may not read dropshipping orders$/),
		'isv.insufficient-permission',
	),
	aliExpress('AppWhiteIpLimit', final('ip_not_allowed', /IP allowlist/)),
	aliExpress('15', final('invalid_parameter', /did not accept/), 'isv.invalid-parameter'),
	aliExpress('Brand-New', final('unknown', /^AliExpress rejected the request/)),
];

/** Codes that only Tuya has, and that of its rejected token; 1004 and 1013 depend on the time, see session.test. */
export const TUYA_CODES: readonly Row[] = [
	tuya(1010, renewed('session_expired', /^Tuya rejected the access token$/)),
	tuya(2007, final('wrong_data_center', /^The data center .* rejects requests/)),
	tuya(28841004, final('subscription_required', /^The (?:Tuya project|subscription|trial quota)/)),
	tuya(2005001, final('not_found', /^Tuya found no .*order.* in this mall$/)),
	tuya(2001000, final('unknown_mall', /Mall Code$/)),
];
