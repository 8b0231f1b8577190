import {
	EMPTY_LINE,
	EMPTY_ORDER,
	EMPTY_SHIPMENT,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	SHIPMENT_STATUSES,
} from '../../order/order';
import { COLUMNS, type CellType } from '../../order/rows';
import { SHIPMENT_KEYS } from '../../order/shipments';
import { ORDER_KEYS, orderView } from '../../order/view';

/** The parts of JSON Schema that the outputs need. */
export interface Schema {
	readonly type?: string | readonly string[];
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly $ref?: string;
	readonly minimum?: number;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: boolean | Schema;
}

const TEXT: Schema = { type: 'string' };
const TIME: Schema = {
	type: ['string', 'null'],
	pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
};
const MONEY: Schema = {
	type: ['object', 'null'],
	properties: { amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }, currency: TEXT },
	required: ['amount', 'currency'],
	additionalProperties: false,
};

/** An order with one of everything that can be in a list. */
const SAMPLE = orderView({
	...EMPTY_ORDER,
	lines: [EMPTY_LINE],
	shipments: [
		{
			...EMPTY_SHIPMENT,
			items: [{ item_key: '', sku: '', product_id: '', quantity: null }],
			events: [{ at: null, status: '', detail: '' }],
		},
	],
	payments: [
		{
			...{ amount: null, method: '', provider: '', transaction_id: '' },
			...{ status: 'unknown', provider_status: '', created_at: null },
		},
	],
	history: [{ status: 'unknown', provider_status: '', at: null, actor_id: '' }],
});

/** The values of `status` in the entries of a list. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
	shipments: SHIPMENT_STATUSES,
	payments: PAYMENT_STATUSES,
	history: ORDER_STATUSES,
};

function cell(type: CellType, description: string): Schema {
	if (type === 'number') return { type: ['number', 'null'], description };
	if (type === 'time') return { ...TIME, description };
	return { type: 'string', ...(type === 'text' ? {} : { enum: type }), description };
}

const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
	type: 'object',
	properties,
	required: Object.keys(properties),
	additionalProperties: false,
});

/** The schema of a field whose sample is `null`: its name tells a time, a number, or an amount. */
function nullable(name: string): Schema {
	if (/(?:^|_)at$|_by$|^eta$/.test(name)) return TIME;
	if (/quantity|seconds/.test(name)) return { type: ['number', 'null'], minimum: 0 };
	return name === 'tax_included' ? { type: ['boolean', 'null'] } : { $ref: '#/$defs/money' };
}

/** The schema of a value by its sample. */
function part(name: string, value: unknown, list = ''): Schema {
	const column = list === 'items' && COLUMNS.find((each) => each.name === name);
	if (column) return cell(column.type, column.about);
	const statuses = name === 'status' ? STATUSES[list] : undefined;
	if (statuses) return { type: 'string', enum: statuses };
	if (value === null) return nullable(name);
	if (Array.isArray(value)) {
		const [first = ''] = value as readonly unknown[];
		return { type: 'array', items: part('', first, list === '' ? name : `${list}.${name}`) };
	}
	if (typeof value !== 'object') return { type: typeof value };
	const entries = Object.entries(value);
	if (entries.length === 0) return { type: 'object', additionalProperties: TEXT };
	return object(Object.fromEntries(entries.map(([key, each]) => [key, part(key, each, list)])));
}

/** The schema of the output "Order". */
export const ORDER_SCHEMA: Schema = object(
	Object.fromEntries(
		ORDER_KEYS.map(({ name, type, about }) => [
			name,
			type === null ? { ...part(name, SAMPLE[name]), description: about } : cell(type, about),
		]),
	),
);

const rowSchema = (
	keys: ReadonlyArray<{ readonly name: string; readonly type: CellType; readonly about: string }>,
): Schema =>
	object(Object.fromEntries(keys.map(({ name, type, about }) => [name, cell(type, about)])));

const RAW = { '^raw$': { type: 'object', description: 'Only with the option Include Raw' } };
const versioned = (schema: Schema): object => ({ ...schema, patternProperties: RAW, version: 1 });

/** Each schema by its file: n8n shows the one that is named after the node's version. */
export function schemas(): Readonly<Record<string, object>> {
	const items = versioned(rowSchema(COLUMNS));
	return {
		'nodes/GetOrder/__schema__/v1.0.0.json': items,
		'nodes/GetManyOrders/__schema__/v1.0.0.json': items,
		'nodes/OrderTrigger/__schema__/v1.0.0.json': items,
		'nodes/GetOrder/__schema__/order.json': { ...versioned(ORDER_SCHEMA), $defs: { money: MONEY } },
		'nodes/GetOrder/__schema__/shipments.json': versioned(rowSchema(SHIPMENT_KEYS)),
	};
}
