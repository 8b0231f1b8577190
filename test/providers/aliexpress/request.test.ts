import { orderRequest, trackingRequest } from '../../../providers/aliexpress/request';
import { sign } from '../../../providers/aliexpress/signature';
import { CREDENTIALS, QUERY } from './order.support';

const CONTEXT = { now: 1_700_000_000_000, nonce: 'nonce' };
const form = (body: string) => Object.fromEntries(new URLSearchParams(body));

test('an order is asked for by its id as text', () => {
	const { method, url, headers, body } = orderRequest(QUERY, CREDENTIALS, CONTEXT);
	expect([method, url]).toEqual(['POST', 'https://api-sg.aliexpress.com/sync']);
	expect(headers).toEqual({ 'content-type': expect.stringContaining('form-urlencoded') });
	const { sign: signature, ...parameters } = form(body);
	expect(parameters).toEqual({
		method: 'aliexpress.trade.ds.order.get',
		single_order_query: '{"order_id":"8190439416163295"}',
		app_key: 'key',
		sign_method: 'sha256',
		timestamp: '1700000000000',
		access_token: 'token',
	});
	expect(signature).toBe(sign('secret', '', parameters));
});

test.each([
	['', 'en_US'],
	['pt_BR', 'pt_BR'],
])('the tracking is asked for in the language "%s" as %s', (language, sent) => {
	const { body } = trackingRequest({ ...QUERY, language }, CREDENTIALS, CONTEXT);
	expect(form(body)).toMatchObject({
		method: 'aliexpress.ds.order.tracking.get',
		ae_order_id: '8190439416163295',
		language: sent,
	});
});

test('a parameter without a value is left out', () => {
	const { body } = orderRequest(QUERY, { ...CREDENTIALS, accessToken: '' }, CONTEXT);
	expect(form(body)).not.toHaveProperty('access_token');
});
