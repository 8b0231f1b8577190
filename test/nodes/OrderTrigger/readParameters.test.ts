import { readParameters } from '../../../nodes/OrderTrigger/readParameters';

const read = (parameters: Readonly<Record<string, unknown>>) =>
	readParameters({
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
	} as never);
const failure = (parameters: Readonly<Record<string, unknown>>) => {
	const result = read(parameters);
	return result.ok ? null : result.failure;
};

const aliexpress = { provider: 'aliexpress', events: ['orderStatus'], orderIds: '81, 82' };
const tuya = { provider: 'tuya', events: ['orderStatus'], mallCode: 'M1', siteCode: 'CN' };

test.each([
	['81, 82', ['81', '82']],
	['81\n82\r\n\n 83 ', ['81', '82', '83']],
	['81;82 81', ['81', '82']],
	[
		['81', 82],
		['81', '82'],
	],
	[81, ['81']],
	[
		['81, 82\n83', null, '', '\u200b'],
		['81', '82', '83'],
	],
])('order ids are read one per line or with commas, each once: %j', (orderIds, ids) => {
	const result = read({ ...aliexpress, orderIds });
	expect(result.ok && result.value.orderIds).toEqual(ids);
});

test.each([
	['The field Order IDs is empty', { ...aliexpress, orderIds: ' ,\n' }],
	[
		'The Order ID "8.19E+15" is a rounded number and has lost digits',
		{ ...aliexpress, orderIds: '8.19E+15' },
	],
	[
		'The Order ID arrived as the number 8190439416163295000 and has lost digits',
		{ ...aliexpress, orderIds: 8190439416163295000 },
	],
	[
		'The Order ID is a list or an object, not one value',
		{ ...aliexpress, orderIds: ['81', { order_id: '82' }] },
	],
	[
		'The Order ID is a list or an object, not one value',
		{ ...aliexpress, orderIds: { order_id: '82' } },
	],
	[
		'The field Order IDs has 5001 orders; 5000 are possible',
		{ ...aliexpress, orderIds: Array.from({ length: 5001 }, (_, at) => at).join() },
	],
	['No event is chosen', { ...tuya, events: [] }],
	['The event "shipped" is unknown', { ...tuya, events: ['orderStatus', 'shipped'] }],
	['The event New Order is not available for AliExpress', { ...aliexpress, events: ['newOrder'] }],
	['The Provider "amazon" is unknown', { ...tuya, provider: 'amazon' }],
	['The Mall Code is empty', { ...tuya, mallCode: '' }],
	['The option Look Back (Days) has the invalid value "soon"', { ...tuya, lookBackDays: 'soon' }],
])('%s', (message, parameters) => {
	expect(failure(parameters)).toMatchObject({ kind: 'invalid_parameter', message });
});

test('the events are those that were chosen, also as text of an expression', () => {
	const result = read({ ...tuya, events: 'tracking, newOrder' });
	expect(result.ok && result.value.events).toEqual(['tracking', 'newOrder']);
});
