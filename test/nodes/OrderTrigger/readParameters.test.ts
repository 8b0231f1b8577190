import { readParameters } from '../../../nodes/OrderTrigger/readParameters';
import { failureOf } from '../../providers/calls.support';

const read = (parameters: Readonly<Record<string, unknown>>) =>
	readParameters({
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
	} as never);

const aliexpress = { provider: 'aliexpress', events: ['orderStatus'], orderIds: '81, 82' };
const ids = (orderIds: unknown) => ({ ...aliexpress, orderIds });
const tuya = { provider: 'tuya', events: ['orderStatus'], mallCode: 'M1', siteCode: 'CN' };

test.each([
	['81, 82', ['81', '82']],
	['81\n82\r\n\n 83 ', ['81', '82', '83']],
	['81;82 81', ['81', '82']],
	[81, ['81']],
	[{ list: ['81, 82\n83', 84, null, '', '\u200b'] }, ['81', '82', '83', '84']],
])('order ids are read one per line or with commas, each once: %j', (given, expected) => {
	const result = read(ids(typeof given === 'object' ? given.list : given));
	expect(result.ok && result.value.orderIds).toEqual(expected);
});

test.each([
	['The field Order IDs is empty', ids(' ,\n')],
	['The Order ID "8.19E+15" is a rounded number and has lost digits', ids('8.19E+15')],
	['The Order ID is a list or an object, not one value', ids(['81', { order_id: '82' }])],
	['The Order ID is a list or an object, not one value', ids({ order_id: '82' })],
	['The field Order IDs has 5001 orders; 5000 are possible', ids([...Array(5001).keys()].join())],
	['No event is chosen', { ...tuya, events: [] }],
	['The event "shipped" is unknown', { ...tuya, events: ['orderStatus', 'shipped'] }],
	['The event New Order is not available for AliExpress', { ...aliexpress, events: ['newOrder'] }],
	['The Provider "nowhere" is unknown', { ...tuya, provider: 'nowhere' }],
	['The Mall Code is empty', { ...tuya, mallCode: '' }],
	['The option Look Back (Days) has the invalid value "soon"', { ...tuya, lookBackDays: 'soon' }],
])('%s', (message, parameters) => {
	expect(failureOf(read(parameters))).toMatchObject({ kind: 'invalid_parameter', message });
});

test('the events are those that were chosen, also as text of an expression', () => {
	const result = read({ ...tuya, events: 'tracking, newOrder' });
	expect(result.ok && result.value.events).toEqual(['tracking', 'newOrder']);
});

test('the filters of a provider are options, and decide what is watched', () => {
	const options = { marketplaceIds: ['A1PA6795UKMFR9', 'A13V1IB3VIYZZH'], fulfilledBy: 'MERCHANT' };
	const result = read({ provider: 'amazon', events: ['orderStatus'], options });
	expect(result.ok && result.value.anyRequest.query.fields).toEqual({
		marketplaceIds: 'A1PA6795UKMFR9,A13V1IB3VIYZZH',
		fulfilledBy: 'MERCHANT',
	});
	expect(read(tuya)).toMatchObject({
		value: { anyRequest: { query: { fields: { mallCode: 'M1', siteCode: 'CN' } } } },
	});
});
