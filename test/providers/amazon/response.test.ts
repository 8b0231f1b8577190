import type { Reply } from '../../../http/message';
import { asksForPersonalData } from '../../../providers/amazon/description';
import { orderResponse, rateIn } from '../../../providers/amazon/response';
import { search } from '../../../providers/amazon/search';
import whole from '../../fixtures/amazon/order.example.json';
import e1 from '../../fixtures/amazon/error.1.json';
import e2 from '../../fixtures/amazon/error.2.json';
import invalidInput from '../../fixtures/amazon/reported.400-invalid-input.json';
import nullMessage from '../../fixtures/amazon/reported.400-null-message.json';
import noMatch from '../../fixtures/amazon/reported.400-sandbox-no-match.json';
import emptyDetails from '../../fixtures/amazon/reported.403-empty-details.json';
import region from '../../fixtures/amazon/reported.403-region.json';
import expired from '../../fixtures/amazon/reported.403-token-expired.json';
import invalid from '../../fixtures/amazon/reported.403-token-invalid.json';
import missing from '../../fixtures/amazon/reported.403-token-missing.json';
import quota from '../../fixtures/amazon/reported.429-quota.json';
import internal from '../../fixtures/amazon/reported.500-internal-failure.json';
import { reply } from '../calls.support';
import { credentials, page, PERSONAL, query } from './order.support';

const replied = (status: number, body: unknown, headers = {}): Reply => ({
	...reply(body, status),
	headers,
});
const answered = (status: number, body: unknown, by = query) => {
	const outcome = orderResponse(replied(status, body), by, credentials);
	return outcome.ok ? outcome.value : outcome.failure;
};

test('an order is given as it came, and read', () => {
	const by = { ...query, orderId: whole.order.orderId };
	const found = answered(200, whole, by);
	expect(found).toMatchObject({ raw: whole.order, payload: { orderId: by.orderId } });
});

test.each([
	[400, 'the official error of a list', e1, 'invalid_parameter'],
	[400, 'the official error of an order', e2, 'invalid_parameter'],
	[400, 'empty details', invalidInput, 'invalid_parameter'],
	[400, 'a null message', nullMessage, 'invalid_parameter'],
	[400, 'a request that Amazon’s sandbox does not know', noMatch, 'invalid_parameter'],
	[400, 'the page of a proxy', undefined, 'invalid_response'],
	[401, 'any words', emptyDetails, 'session_expired'],
	[403, 'an expired token', expired, 'session_expired'],
	[403, 'an invalid token', invalid, 'session_expired'],
	[403, 'a missing token', missing, 'session_expired'],
	[403, 'marketplaces of another region', region, 'wrong_data_center'],
	[403, 'empty details: a missing role, or anything else', emptyDetails, 'permission_denied'],
	[403, 'the page of a proxy', undefined, 'invalid_response'],
	[403, 'an empty object', {}, 'invalid_response'],
	[300, 'an empty order', { order: {} }, 'invalid_response'],
	[404, 'an error', { errors: [{ code: 'NOT_FOUND', message: 'Not found' }] }, 'not_found'],
	[413, 'an error', { errors: [{ code: 'PayloadTooLarge', message: 'Too large' }] }, 'unknown'],
	[429, 'a quota', quota, 'throttled'],
	[500, 'an internal failure', internal, 'transient'],
	[503, 'a page', undefined, 'transient'],
	[200, 'no body', null, 'transient'],
	[200, 'an empty object', {}, 'not_found'],
	[200, 'an empty order', { order: {} }, 'not_found'],
	[200, 'another order', { order: { orderId: '902-0000000-0000000' } }, 'invalid_response'],
	[200, 'an order without an id', { order: { orderItems: [{}] } }, 'invalid_response'],
	[200, 'something else', { hello: 'world' }, 'invalid_response'],
])('%i with %s is %s', (status, _, body, kind) => {
	const failure = answered(status, body);
	expect(failure).toMatchObject({ kind, httpStatus: status });
	expect(search.response(replied(status, body), page, credentials)).toMatchObject(
		status === 200 ? { ok: false } : { ok: false, failure: { kind } },
	);
});

describe('what the user reads', () => {
	test('of an error without a code', () => {
		const message = 'Amazon rejected the request (HTTP 413, no code)';
		expect(answered(413, { errors: [{ message: 'Too large' }] })).toMatchObject({ message });
	});

	test('Amazon’s own words with the details that decide, its code and the id of the request', () => {
		const headers = { 'x-amzn-requestid': 'request-1' };
		const outcome = orderResponse(replied(403, expired, headers), query, credentials);
		expect(outcome).toMatchObject({
			failure: {
				code: 'Unauthorized',
				providerMessage:
					'Access to requested resource is denied. The access token you provided has expired.',
				requestId: 'request-1',
				message: 'Amazon rejected the access token',
			},
		});
	});

	test('of a refusal without a reason: role, authorization and region', () => {
		const { description } = answered(403, emptyDetails) as { description: string };
		expect(description).toContain('role Inventory and Order Tracking');
		expect(description).toContain('authorize the app again');
		expect(description).toContain('Region of the credential (used: North America)');
		expect(description).not.toContain('Include Personal Data');
		expect(asksForPersonalData(PERSONAL)).toBe(true);
		expect(answered(403, emptyDetails, PERSONAL)).toMatchObject({
			description: expect.stringContaining('Include Personal Data') as string,
		});
	});

	test('of a refused list: the filters, and that the cause may be Amazon’s', () => {
		const outcome = search.response(replied(400, nullMessage), page, credentials);
		expect(outcome).toMatchObject({
			failure: {
				message: 'Amazon rejected the Filters',
				description: expect.stringContaining('the cause is at Amazon') as string,
			},
		});
	});
});

test.each([
	['0.0056', 0.0056],
	['5.0', 5],
	['', null],
	['soon', null],
	['0', null],
	[undefined, null],
])('a rate of %j is %j', (header, rate) => {
	const headers: Record<string, string> = {};
	if (header !== undefined) headers['x-amzn-ratelimit-limit'] = header;
	expect(rateIn(replied(200, {}, headers))).toBe(rate);
	expect(rateIn({ status: 200, retryAfter: null, body: {} })).toBeNull();
});
