import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

export type GetParameter = (name: string, fallback: unknown) => unknown;

/** An expression that is nothing but a field: `={{ $json.order_id }}` or `={{ $json['Order ID'] }}`. */
const FIELD = /^=\{\{\s*\$json(?:\.([A-Za-z]\w*)|\[(["'])([A-Za-z][\w -]*)\2\])\s*\}\}$/;

/**
 * The parameters of each item. Those without an expression are read once, and an expression that only names a
 * field is read from the item directly: n8n takes 0.1 ms to evaluate one, as long as all other work on an
 * order.
 */
export function parameterReader(
	context: Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter' | 'getInputData'>,
): (item: number) => GetParameter {
	const { parameters } = context.getNode();
	const items = context.getInputData();
	const constants = new Map<string, unknown>();
	return (item) => (name, fallback) => {
		if (constants.has(name)) return constants.get(name);
		const own = fieldOf(items[item]?.json, parameters[name]);
		if (own !== undefined) return own;
		const value: unknown = context.getNodeParameter(name, item, fallback);
		if (!hasExpression(parameters[name])) constants.set(name, value);
		return value;
	};
}

function fieldOf(json: IDataObject | undefined, expression: unknown): string | number | undefined {
	const found = typeof expression === 'string' ? FIELD.exec(expression) : null;
	const name = found?.[1] ?? found?.[3];
	if (!json || name === undefined || !Object.hasOwn(json, name)) return undefined;
	const value = json[name];
	return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** Also in the fields of a collection. n8n takes any text that begins with `=` for an expression. */
const hasExpression = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
