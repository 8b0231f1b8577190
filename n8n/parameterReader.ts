import type { IExecuteFunctions } from 'n8n-workflow';

/** Gives a node's parameters as they are for an item, as n8n's context does. */
export interface ParameterReader {
	getNodeParameter(name: string, item: number, fallback: unknown): unknown;
}

/**
 * Reads parameters without an expression once for all items: n8n prepares each reading as if there
 * were one.
 */
export function parameterReader(
	context: Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter'>,
): ParameterReader {
	const { parameters } = context.getNode();
	const constants = new Map<string, unknown>();
	return {
		getNodeParameter: (name, item, fallback) => {
			if (constants.has(name)) return constants.get(name);
			const value: unknown = context.getNodeParameter(name, item, fallback);
			if (!hasExpression(parameters[name])) constants.set(name, value);
			return value;
		},
	};
}

/** Also in the fields of a collection. n8n takes any text that begins with `=` for an expression. */
const hasExpression = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
