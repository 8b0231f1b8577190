import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';

import itemsSchema from '../../../nodes/GetOrder/__schema__/v1.0.0.json';
import orderSchema from '../../../nodes/GetOrder/__schema__/order.json';
import shipmentsSchema from '../../../nodes/GetOrder/__schema__/shipments.json';
import amazonOrder from '../../fixtures/amazon/order.example.json';
import { rows } from '../../../order/rows';
import { shipmentRows } from '../../../order/shipments';
import { orderView } from '../../../order/view';
import { normalized as aliexpress, sampleResult } from '../../providers/aliexpress/order.support';
import { normalize as amazon } from '../../providers/amazon/order.support';
import { normalize as tuya, sample as tuyaSample } from '../../providers/tuya/order.support';

/** `version` is n8n's own word in a schema; a type and `null` is how a missing number is written. */
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true }).addVocabulary(['version']);
const validItem = ajv.compile(itemsSchema);
const validOrder = ajv.compile(orderSchema);
const validShipment = ajv.compile(shipmentsSchema);

const complaints = (valid: ValidateFunction, value: unknown): string =>
	valid(value) ? '' : ajv.errorsText(valid.errors);

const orders = [
	{ name: 'aliexpress', payload: sampleResult, of: aliexpress },
	{ name: 'tuya', payload: tuyaSample, of: tuya },
	{ name: 'amazon', payload: () => structuredClone(amazonOrder.order), of: amazon },
];

test('the schemas say the type first and null second, since the editor shows the first', () => {
	for (const schema of [itemsSchema, orderSchema, shipmentsSchema]) {
		const types = [...JSON.stringify(schema).matchAll(/"type":\[("\w+")(,"null")?\]/g)];
		expect(types.map(([, , second]) => second)).toEqual(types.map(() => ',"null"'));
		expect(schema).toMatchObject({ type: 'object', version: 1, additionalProperties: false });
	}
});

describe.each(orders)('$name', ({ payload, of }) => {
	const check = (json: unknown): void => {
		const order = of(json);
		for (const row of rows(order)) expect(complaints(validItem, row)).toBe('');
		expect(complaints(validOrder, orderView(order))).toBe('');
		for (const row of shipmentRows(order)) expect(complaints(validShipment, row)).toBe('');
	};

	test('the documented order fits, with its fields in the order of the schema', () => {
		const order = of(payload());
		check(payload());
		expect(Object.keys(orderView(order))).toEqual(Object.keys(orderSchema.properties));
		expect(Object.keys(rows(order)[0] ?? {})).toEqual(Object.keys(itemsSchema.properties));
	});

	test('so does an order of nothing', () => {
		for (const nothing of [undefined, null, {}, [], '', 'x', 0]) check(nothing);
	});

	test('so does an order of any payload with the provider’s field names', () => {
		const names = [...JSON.stringify(payload()).matchAll(/"(\w+)":/g)].map(([, name]) => name);
		const { json } = fc.letrec<{ json: unknown }>((tie) => ({
			json: fc.oneof(
				{ depthSize: 'medium', withCrossShrink: true },
				fc.jsonValue({ maxDepth: 1 }),
				fc.array(tie('json'), { maxLength: 3 }),
				fc.dictionary(fc.constantFrom(...new Set(names as string[])), tie('json')),
			),
		}));
		fc.assert(
			fc.property(json, fc.constantFrom(...new Set(names as string[])), (value, name) =>
				check({ ...(payload() as object), [name]: value }),
			),
		);
	});

	test.each([
		['an unknown column', { extra: 1 }],
		['an unknown status', { order_status: 'cancelled' }],
		['a number as text', { order_total: '1.04' }],
		['an id as a number', { order_id: 1 }],
		['a time of the provider', { created_at: '2024-09-09 21:00:03' }],
		['a missing text as null', { store_name: null }],
		['a missing time as empty text', { paid_at: '' }],
		['a missing column', { order_id: undefined }],
	])('%s would not fit', (_title, change) => {
		const order = of(payload());
		const changed = (json: object): unknown => JSON.parse(JSON.stringify({ ...json, ...change }));
		expect(complaints(validItem, changed(rows(order)[0] ?? {}))).not.toBe('');
		expect(complaints(validOrder, changed(orderView(order)))).not.toBe('');
	});

	test('an amount that is no exact decimal text would not fit', () => {
		const view = orderView(of(payload()));
		const totals = { ...(view.totals as object), total: { amount: 1.04, currency: 'USD' } };
		expect(complaints(validOrder, { ...view, totals })).not.toBe('');
	});
});
