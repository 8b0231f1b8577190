import { fixture } from '../wire';

/** What the model says about a parameter. */
interface Schema {
	readonly in?: string;
	readonly type: string;
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly maxItems?: number;
	readonly items?: Schema;
}

export type OperationName = 'searchOrders' | 'getOrder';

interface Operation {
	readonly parameters: Readonly<Record<string, Schema | undefined>>;
	/** The statuses whose answers tell the rate. */
	readonly rateHeaderOn: readonly number[];
}

export const OPERATIONS = (
	JSON.parse(fixture('amazon/model.json')) as {
		readonly operations: Readonly<Record<OperationName, Operation>>;
	}
).operations;

export const DATA_SETS = OPERATIONS.getOrder.parameters.includedData?.items?.enum ?? [];

/** The values of a list; of any other parameter the one value. */
export type Values = Readonly<Record<string, readonly string[]>>;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

/** The values of a query, or a sentence about the first one that the model does not allow. */
export function readValues(operation: OperationName, query: URLSearchParams): Values | string {
	const values: Record<string, readonly string[]> = {};
	for (const [name, text] of query) {
		const schema = OPERATIONS[operation].parameters[name];
		if (schema?.in !== 'query') return `there is no parameter ${name}`;
		if (name in values) return `${name} is repeated`;
		const list = schema.type === 'array' ? text.split(',') : [text];
		if (list.length > (schema.maxItems ?? Infinity)) return `${name} has too many values`;
		const wrong = list.find((value) => !isAllowed(value, schema.items ?? schema));
		if (wrong !== undefined) return `${name} may not be "${wrong}"`;
		values[name] = list;
	}
	return values;
}

function isAllowed(value: string, schema: Schema): boolean {
	if (schema.enum) return schema.enum.includes(value);
	if (schema.format === 'date-time') return TIME.test(value) && !Number.isNaN(Date.parse(value));
	return schema.type === 'integer' ? /^\d{1,9}$/.test(value) : value !== '';
}
