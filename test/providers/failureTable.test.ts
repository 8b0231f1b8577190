import type { FailureKind } from '../../providers/failure';
import { failureLookup } from '../../providers/failureTable';

const row = (kind: FailureKind, ...codes: string[]) => ({
	codes,
	kind,
	message: () => '',
	description: () => '',
});

const lookup = failureLookup([
	row('permission_denied', 'isv.insufficient-permission', '11'),
	row('invalid_parameter', 'isv.*', 'MissingParameter', '28841*'),
	row('subscription_required', '28841002'),
	row('throttled', 'isp.call-limited', 'ISP.*', 'AppCallLimit'),
	row('unknown', 'isv.other*'),
	row('not_found', '*NotExist'),
]);

describe('a code is looked up', () => {
	test.each([
		['11', 'permission_denied'],
		['AppCallLimit', 'throttled'],
		['isv.insufficient-permission', 'permission_denied'],
	])('as it is listed: %s', (code, kind) => {
		expect(lookup(code)?.kind).toBe(kind);
	});

	test.each([
		['MISSING_PARAMETER', 'invalid_parameter'],
		['missing_parameter', 'invalid_parameter'],
		['Missing_Parameter', 'invalid_parameter'],
		['APPCALLLIMIT', 'throttled'],
		['App_Call_Limit', 'throttled'],
		['ISV.Insufficient-Permission', 'permission_denied'],
	])('whatever its case and underscores: %s', (code, kind) => {
		expect(lookup(code)?.kind).toBe(kind);
	});

	test.each([
		['isv.anything', 'invalid_parameter'],
		['ISV.ANY_THING', 'invalid_parameter'],
		['isp.anything', 'throttled'],
		['28841', 'invalid_parameter'],
		['28841105', 'invalid_parameter'],
		['ORDER_NOT_EXIST', 'not_found'],
		['TradeNotExist', 'not_found'],
	])('by the family that it begins or ends with: %s', (code, kind) => {
		expect(lookup(code)?.kind).toBe(kind);
	});

	test.each([
		['28841002', 'subscription_required'],
		['isv.insufficient-permission', 'permission_denied'],
	])('exactly before any family, in whichever row it is: %s', (code, kind) => {
		expect(lookup(code)?.kind).toBe(kind);
	});

	test('in the first of two families', () => {
		expect(lookup('isv.other-thing')?.kind).toBe('invalid_parameter');
	});

	test('and the row itself is the answer', () => {
		const own = { ...row('not_found', '1'), note: 'kept' };
		expect(failureLookup([own])('1')).toBe(own);
	});
});

test.each([
	...['', '_', '12', '1', '111', 'insufficient-permission', 'isv', 'NotExisting', 'toString'],
])('the code %j is in no row', (code) => {
	expect(lookup(code)).toBeUndefined();
});
