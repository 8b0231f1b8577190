import { orderNotFound } from '../../../providers/aliexpress/failures';
import { orderResponse, trackingResponse } from '../../../providers/aliexpress/response';
import { ACCOUNT, fixture, QUERY, reply, sampleResult } from './support';

const order = (body: unknown, status = 200) => orderResponse(reply(body, status), QUERY, ACCOUNT);
const tracking = (body: unknown, status = 200) =>
	trackingResponse(reply(body, status), QUERY, ACCOUNT);

const DATA = {
	tracking_detail_line_list: { tracking_detail: [{ mail_no: '1', carrier_name: 'A' }] },
};

describe('the order stands in', () => {
	const result = sampleResult();
	test.each([
		['the documented envelope', fixture('order.finished')],
		['any other envelope', { aliexpress_ds_trade_order_get_response: { result } }],
		['a bare result', { result, request_id: '1' }],
		['an array of one result', { result: [result] }],
		['an envelope in an array of one', [{ x_response: [{ result }] }]],
		['an answer with codes of success', { code: '0', x_response: { rsp_code: 200, result } }],
	])('%s', (_name, body) => {
		expect(order(body)).toEqual({ ok: true, value: result });
	});

	test.each([
		['a status', { order_status: 'IN_CANCEL' }],
		['a status at its documented place', { user_order_amount: [{ order_status: 'IN_CANCEL' }] }],
		['a creation time', { gmt_create: '2024-09-09 21:00:03' }],
		['lines', { child_order_list: { aeop_child_order_info: [{ sku_id: 1 }] } }],
	])('a result that has only %s', (_name, result_) => {
		expect(order({ x_response: { result: result_ } })).toEqual({ ok: true, value: result_ });
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
			message: expect.stringMatching(/^The Order ID 8190439416163295 .*10 seconds/),
			description: expect.stringMatching(/Order ID.*Access Token.*10 seconds/),
		}),
	});
});

test.each([
	['an empty object', {}],
	['null', null],
	['a list', [1, 2]],
	['a text', 'welcome'],
	['a page of another service', { status: 'ok', version: 3 }],
	['a result that is text', { result: 'none' }],
	['several results', { result: [{ order_status: 'A' }, { order_status: 'B' }] }],
	['an envelope that is text', { x_response: 'none' }],
])('%s is a strange answer, for either call', (_name, body) => {
	for (const outcome of [order(body), tracking(body)]) {
		expect(outcome).toMatchObject({ ok: false, failure: { kind: 'answer', httpStatus: 200 } });
	}
});

test.each([
	['error.illegal-access-token', 'session'],
	['error.insufficient-permission', 'permission'],
	['error.api-call-limit', 'throttled'],
	['error.missing-parameter.top-level', 'parameters'],
])('%s is a refusal, for either call', (name, kind) => {
	for (const outcome of [order(fixture(name)), tracking(fixture(name))]) {
		expect(outcome).toMatchObject({ ok: false, failure: { kind } });
	}
});

test('neither call takes an answer from a passing HTTP status', () => {
	for (const outcome of [
		order(fixture('order.finished'), 502),
		tracking({ result: { data: DATA } }, 502),
	]) {
		expect(outcome).toMatchObject({ ok: false, failure: { kind: 'transient', httpStatus: 502 } });
	}
});

test('the tracking data is what stands in data', () => {
	const { ok, ...rest } = tracking(fixture('tracking.in-transit'));
	expect(ok).toBe(true);
	expect(JSON.stringify(rest)).toContain('"sku_id":"12000037020000371"');
	expect(rest).toHaveProperty('value.tracking_detail_line_list');
	expect(tracking({ result: { ret: true, data: [DATA] } })).toEqual({ ok: true, value: DATA });
	expect(tracking({ result: DATA })).toEqual({ ok: true, value: DATA });
	expect(tracking({ x_response: { result: { code: '200', data: DATA } } })).toEqual({
		ok: true,
		value: DATA,
	});
});

test.each([
	['the documented answer', fixture('tracking.not-found')],
	['the code alone', { result: { ret: false, code: 1001 } }],
	['the code without ret', { result: { code: '1001', msg: 'nothing yet' } }],
	['the words alone', { result: { ret: false, msg: 'Tracking data not found.' } }],
	[
		'the words in error_response',
		{ error_response: { code: 'B100', msg: 'TRACKING DATA NOT FOUND' } },
	],
	['no data', { result: { ret: true } }],
	['empty data', { result: { ret: true, data: {} } }],
	['an empty list', { result: { ret: true, data: { tracking_detail_line_list: {} } } }],
])('an order without tracking is no failure: %s', (_name, body) => {
	expect(tracking(body)).toEqual({ ok: true, value: null });
});

test('any other refusal of the tracking is a failure', () => {
	expect(
		tracking({ result: { ret: false, code: '1002', msg: 'order is not yours' } }),
	).toMatchObject({
		ok: false,
		failure: { kind: 'unknown', code: '1002', text: 'order is not yours' },
	});
});

test('an id that a sheet may have rounded is told so when it is not found', () => {
	const told = (orderId: string) => orderNotFound(orderId, { httpStatus: 200, wait: null });
	expect(told('8190439416163290').description).toMatch(/ends in 0.*plain text/);
	for (const id of ['8190439416163295', '819043941616320', 'A190439416163290']) {
		expect(told(id).description).not.toMatch(/plain text/);
	}
});
