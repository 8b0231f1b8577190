import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';

import itemsSchema from '../../../nodes/GetOrder/__schema__/v1.0.0.json';
import orderSchema from '../../../nodes/GetOrder/__schema__/order.json';
import {
	NO_BUYER,
	NO_SHIP_TO,
	NO_TOTALS,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	SHIPMENT_STATUSES,
} from '../../../order/order';
import { COLUMNS, rows, type Column } from '../../../order/rows';
import { LINE_COLUMNS, ORDER_COLUMNS, orderView } from '../../../order/view';
import { normalized as aliexpress, sampleResult } from '../../providers/aliexpress/support';
import { normalize as tuya, sample as tuyaSample } from '../../providers/tuya/sample';

/** `version` is n8n's own word in a schema; a type and `null` is how a missing number is written. */
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true }).addVocabulary(['version']);
const validItem = ajv.compile(itemsSchema);
const validOrder = ajv.compile(orderSchema);

const complaints = (valid: ValidateFunction, value: unknown): string =>
	valid(value) ? '' : ajv.errorsText(valid.errors);

interface Property {
	readonly type?: string | readonly string[];
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Property>>;
	readonly items?: Property;
	readonly required?: readonly string[];
}
const TIME = orderSchema.properties.updated_at.pattern;

/** What the schema of a column has to be. */
function property({ type, about: description }: Column): Property {
	if (type === 'number') return { type: ['number', 'null'], description };
	if (type === 'time') return { type: ['string', 'null'], pattern: TIME, description };
	if (type === 'text') return { type: 'string', description };
	return { type: 'string', enum: type, description };
}
const columns = (list: readonly Column[]) =>
	Object.entries(Object.fromEntries(list.map((column) => [column.name, property(column)])));

const orders = [
	{ name: 'aliexpress', payload: sampleResult, of: aliexpress },
	{ name: 'tuya', payload: tuyaSample, of: tuya },
];

describe('the schema of the order items, which n8n shows next to the node', () => {
	test('has the columns of the rows: the same order, types, values and words', () => {
		expect(Object.entries(itemsSchema.properties)).toEqual(columns(COLUMNS));
		expect(itemsSchema.required).toEqual(COLUMNS.map(({ name }) => name));
	});

	test('says the type first and null second, since the editor shows the first', () => {
		const types = Object.values<Property>(itemsSchema.properties).map(({ type }) => type);
		expect(new Set(types.map((type) => (Array.isArray(type) ? type[0] : type)))).toEqual(
			new Set(['string', 'number']),
		);
	});

	test('is a version of n8n’s format', () => {
		expect(itemsSchema).toMatchObject({ type: 'object', version: 1, additionalProperties: false });
	});
});

describe('the schema of the order', () => {
	const { properties } = orderSchema;

	test('has the columns of an order and of its lines, as the order items have them', () => {
		const top = Object.entries(properties).slice(1, 1 + ORDER_COLUMNS.length);
		expect(top).toEqual(columns(ORDER_COLUMNS));
		const line = Object.entries(properties.items.items.properties).slice(0, LINE_COLUMNS.length);
		expect(line).toEqual(columns(LINE_COLUMNS));
	});

	test('has each status with its values', () => {
		const { shipments, payments, history } = properties;
		expect(shipments.items.properties.status.enum).toEqual(SHIPMENT_STATUSES);
		expect(payments.items.properties.status.enum).toEqual(PAYMENT_STATUSES);
		expect(history.items.properties.status.enum).toEqual(ORDER_STATUSES);
	});

	test.each([
		['totals', NO_TOTALS],
		['buyer', NO_BUYER],
		['ship_to', NO_SHIP_TO],
	] as const)('has the fields of %s in their order', (name, fields) => {
		expect(Object.keys(properties[name].properties)).toEqual(Object.keys(fields));
	});

	test('asks for each field of each object, in the order of the output', () => {
		const objects = (schema: Property): readonly Property[] => [
			...(schema.properties ? [schema, ...Object.values(schema.properties).flatMap(objects)] : []),
			...(schema.items ? objects(schema.items) : []),
		];
		const found = objects(orderSchema as Property);
		expect(found.length).toBeGreaterThan(12);
		for (const { properties: fields = {}, required } of found) {
			expect(required).toEqual(Object.keys(fields));
		}
	});
});

describe.each(orders)('$name', ({ payload, of }) => {
	const check = (json: unknown): void => {
		const order = of(json);
		for (const row of rows(order)) expect(complaints(validItem, row)).toBe('');
		expect(complaints(validOrder, orderView(order))).toBe('');
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
