import type { FailureKind } from '../../providers/failure';
import { failureBy, failureLookup, rowBuilder, rowByStatus } from '../../providers/failureTable';

const row = (kind: FailureKind, codes = '') =>
	rowBuilder<{ name: string }>()(kind, codes)(({ name }) => `Of ${name}`, 'Do it.');

const lookup = failureLookup([
	row('permission_denied', 'isv.insufficient-permission 11'),
	row('invalid_parameter', 'isv.* MissingParameter 28841*'),
	row('subscription_required', '28841002'),
	row('throttled', 'isp.call-limited ISP.* AppCallLimit'),
	row('unknown', 'isv.other*'),
	row('not_found', '*NotExist'),
]);

test.each<readonly [string, FailureKind | undefined]>([
	// as it is listed, whatever its case and underscores,
	['11', 'permission_denied'],
	['AppCallLimit', 'throttled'],
	['APPCALLLIMIT', 'throttled'],
	['App_Call_Limit', 'throttled'],
	['MISSING_PARAMETER', 'invalid_parameter'],
	['ISV.Insufficient-Permission', 'permission_denied'],
	// by the first family that it begins or ends with,
	['isv.anything', 'invalid_parameter'],
	['isv.other-thing', 'invalid_parameter'],
	['ISV.ANY_THING', 'invalid_parameter'],
	['isp.anything', 'throttled'],
	['28841', 'invalid_parameter'],
	['28841105', 'invalid_parameter'],
	['ORDER_NOT_EXIST', 'not_found'],
	// and exactly before any family, in whichever row it is.
	['28841002', 'subscription_required'],
	['isv.insufficient-permission', 'permission_denied'],
	...['', '_', '12', '1', '111', 'insufficient-permission', 'isv', 'NotExisting', 'toString'].map(
		(code) => [code, undefined] as const,
	),
])('the code %j is looked up: %s', (code, kind) => {
	expect(lookup(code)?.kind).toBe(kind);
});

const ROWS = {
	rateLimit: row('throttled'),
	unavailable: row('transient'),
	unexpected: row('invalid_response'),
};
test.each<readonly [number, object | null | undefined, boolean, FailureKind | undefined]>([
	[429, undefined, false, 'throttled'],
	[429, {}, true, 'throttled'],
	[429, null, false, 'throttled'],
	...[408, 500, 502, 503, 599].map((status) => [status, {}, true, 'transient'] as const),
	[503, undefined, false, 'transient'],
	[200, null, false, 'transient'],
	[204, null, false, 'transient'],
	[403, null, false, 'invalid_response'],
	...[200, 302, 401, 404, 428].map((it) => [it, undefined, false, 'invalid_response'] as const),
	...[200, 400, 403, 404].map((status) => [status, {}, true, undefined] as const),
])('HTTP %i with %j, the provider’s own: %s, is %s', (status, body, isOwn, kind) => {
	expect(rowByStatus({ status, body, retryAfter: null }, ROWS, isOwn)?.kind).toBe(kind);
});

test.each<[FailureKind, object]>([
	['throttled', { retryAfter: 1500 }],
	['transient', { retryAfter: 1500 }],
	['clock_skew', { serverTime: 5 }],
	['unknown', {}],
])('the failure %s has what its kind uses: %j', (kind, own) => {
	const words = { code: '1', providerMessage: 'words' };
	const reply = { status: 403, retryAfter: 1500 };
	const known = { kind, message: 'Of it', description: 'Do it.', ...words, httpStatus: 403 };
	expect(failureBy(row(kind), reply, { name: 'it' }, words, 5)).toEqual({ ...known, ...own });
	const without = failureBy(row(kind), { status: 403, retryAfter: null }, { name: 'it' }, words);
	expect(without).toEqual(known);
});
