import { readOrder, readTracking } from '../../../providers/aliexpress/payload';
import { orderResponse, trackingResponse } from '../../../providers/aliexpress/response';
import { reply } from '../calls.support';
import { fixture, QUERY, sampleResult } from './order.support';

const order = (body: unknown, status = 200) => orderResponse(reply(body, status), QUERY);
const tracking = (body: unknown, status = 200) => trackingResponse(reply(body, status), QUERY);

const DATA = {
	tracking_detail_line_list: { tracking_detail: [{ mail_no: '1', carrier_name: 'A' }] },
};

describe('the order is found in', () => {
	const result = sampleResult();
	test.each([
		['the documented envelope', fixture('order.finished')],
		['any other envelope', { aliexpress_ds_trade_order_get_response: { result } }],
		['a bare result', { result, request_id: '1' }],
		['an array of one result', { result: [result] }],
		['an envelope in an array of one', [{ x_response: [{ result }] }]],
		['an answer with codes of success', { code: '0', x_response: { rsp_code: 200, result } }],
	])('%s', (_name, body) => {
		expect(order(body)).toEqual({ ok: true, value: { raw: result, payload: readOrder(result) } });
	});

	test.each([
		['a status', { order_status: 'IN_CANCEL' }],
		['a status at its documented place', { user_order_amount: [{ order_status: 'IN_CANCEL' }] }],
		['a creation time', { gmt_create: '2024-09-09 21:00:03' }],
		['lines', { child_order_list: { aeop_child_order_info: [{ sku_id: 1 }] } }],
	])('a result that has only %s', (_name, result_) => {
		const found = { ok: true, value: { raw: result_ } };
		expect(order({ x_response: { result: result_ } })).toMatchObject(found);
	});
});

test.each([
	['the reported body', fixture('order.empty-result')],
	['an empty result', { x_response: { result: {} } }],
	['a null result', { result: null }],
	['no result in the envelope', { x_response: { request_id: '1' } }],
	['an empty envelope', { x_response: null }],
	['an empty list of lines', { result: { order_status: ' ', child_order_list: { a: [] } } }],
	['nothing but zero amounts', { result: { user_order_amount: { amount: '0.00' } } }],
])('%s is an order that was not found', (_name, body) => {
	expect(order(body)).toEqual({
		ok: false,
		failure: expect.objectContaining({
			kind: 'not_found',
			httpStatus: 200,
			message: 'AliExpress found no order 8190439416163295 in this account',
			description: expect.stringMatching(/Order ID.*credential of the account.*10 seconds/),
		}),
	});
});

test.each([
	['an empty object', {}],
	['a list', [1, 2]],
	['a text', 'welcome'],
	['a page of another service', { status: 'ok', version: 3 }],
	['a result that is text', { result: 'none' }],
	['several results', { result: [{ order_status: 'A' }, { order_status: 'B' }] }],
	['an envelope that is text', { x_response: 'none' }],
])('%s is an unexpected response, for either call', (_name, body) => {
	for (const outcome of [order(body), tracking(body)]) {
		const failure = { kind: 'invalid_response', httpStatus: 200 };
		expect(outcome).toMatchObject({ ok: false, failure });
	}
});

test('the tracking data is what is in data', () => {
	const { ok, ...rest } = tracking(fixture('tracking.in-transit'));
	expect(ok).toBe(true);
	expect(JSON.stringify(rest)).toContain('"sku_id":"12000037020000371"');
	expect(rest).toHaveProperty('value.raw.tracking_detail_line_list');
	const received = { ok: true, value: { raw: DATA, payload: readTracking(DATA) } };
	expect(received.value.payload.tracking_detail_line_list).toHaveLength(1);
	expect(tracking({ result: { ret: true, data: [DATA] } })).toEqual(received);
	expect(tracking({ result: DATA })).toEqual(received);
	expect(tracking({ x_response: { result: { code: '200', data: DATA } } })).toEqual(received);
});

test.each([
	['the documented answer', fixture('tracking.not-found')],
	['the code alone', { result: { ret: false, code: 1001 } }],
	['the code without ret', { result: { code: '1001', msg: 'nothing yet' } }],
	['the words alone', { result: { ret: false, msg: 'Tracking data not found.' } }],
	['words of a refusal', { error_response: { code: 'B1', msg: 'TRACKING DATA NOT FOUND' } }],
	['no data', { result: { ret: true } }],
	['empty data', { result: { ret: true, data: {} } }],
	['an empty list', { result: { ret: true, data: { tracking_detail_line_list: {} } } }],
])('an order without tracking is no failure: %s', (_name, body) => {
	expect(tracking(body)).toEqual({
		ok: true,
		value: { raw: null, payload: { tracking_detail_line_list: [], warnings: [] } },
	});
});

test('any other refusal of the tracking is a failure', () => {
	const body = { result: { ret: false, code: '1002', msg: 'order is not yours' } };
	const failure = { kind: 'unknown', code: '1002', providerMessage: 'order is not yours' };
	expect(tracking(body)).toMatchObject({ ok: false, failure });
});

test('the description for an id that a spreadsheet may have rounded says so when it is not found', () => {
	const hintFor = (orderId: string): string => {
		const outcome = orderResponse(reply({ result: {} }), { ...QUERY, orderId });
		return outcome.ok ? '' : outcome.failure.description;
	};
	expect(hintFor('8190439416163290')).toMatch(/ends in 0.*plain text/);
	for (const id of ['8190439416163295', '819043941616320', 'A190439416163290']) {
		expect(hintFor(id)).toMatch(/Order ID/);
		expect(hintFor(id)).not.toMatch(/plain text/);
	}
});
