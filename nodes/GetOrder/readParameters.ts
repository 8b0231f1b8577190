import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OrderRequest } from '../../client/callProvider';
import { text } from '../../json/value';
import { shorten } from '../../order/text';
import { providerNamed, providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import { visibleText } from '../../providers/credentialField';
import { reject, succeed, type Outcome, type Rejection } from '../../providers/failure';
import { FROM_EACH_ITEM, OPTIONS } from './parameters';
import { readOptions } from './readOptions';
import { readOrderId } from './readOrderId';

export const OUTPUTS = ['items', 'order', 'raw'] as const;
export type Output = (typeof OUTPUTS)[number];

/** What one input item asks for. */
export interface ItemRequest {
	readonly request: OrderRequest;
	readonly output: Output;
	readonly includeRaw: boolean;
	/** How many orders may be under way; the first item's value counts for the run. */
	readonly concurrency: number;
}

/** Reads and checks all that one input item asks for; nothing is sent for a rejected one. */
export function readParameters(context: IExecuteFunctions, item: number): Outcome<ItemRequest> {
	try {
		return read((name, fallback) => context.getNodeParameter(name, item, fallback));
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		return reject({
			kind: 'invalid_parameter',
			message: 'An expression in this node could not be evaluated for this item',
			hint: `Check the expressions in the fields of Get Order. n8n says: ${why}`,
		});
	}
}

function read(get: (name: string, fallback: unknown) => unknown): Outcome<ItemRequest> {
	const choice = text(get('provider', ''));
	const provider =
		choice === FROM_EACH_ITEM
			? readProvider('Provider of Each Item', text(get('itemProvider', '')))
			: readProvider('Provider', choice);
	if (!provider.ok) return provider;
	const orderId = readOrderId(get('orderId', ''));
	if (!orderId.ok) return orderId;
	const output = readOutput(text(get('output', '')) || 'items');
	if (!output.ok) return output;
	const own = [...OPTIONS, ...provider.value.options];
	const options = readOptions(get('options', {}) as IDataObject, own);
	if (!options.ok) return options;
	const { language, timeZone, includeTracking, includeRaw, timeout, maxRetries, concurrency } =
		options.value;
	const query = provider.value.validate({
		provider: provider.value.name,
		orderId: orderId.value,
		fields: Object.fromEntries(
			provider.value.parameters.map(({ name }) => [name, visibleText(get(name, ''))]),
		),
		language: visibleText(language),
		...(timeZone === undefined ? {} : { timeZone: text(timeZone) }),
		...(includeTracking === undefined ? {} : { includeTracking: includeTracking === true }),
	});
	if (!query.ok) return query;
	return succeed({
		request: {
			provider: provider.value,
			query: query.value,
			timeout: Number(timeout),
			maxRetries: Number(maxRetries),
		},
		output: output.value,
		includeRaw: includeRaw === true,
		concurrency: Number(concurrency),
	});
}

const invalidChoice = (field: string, value: string, choices: readonly string[]): Rejection =>
	reject({
		kind: 'invalid_parameter',
		message: value ? `The ${field} "${shorten(value)}" is unknown` : `The ${field} is empty`,
		hint: `Set the field ${field} to one of: ${choices.join(', ')}. If it has an expression, check what it gives for this item.`,
	});

function readProvider(field: string, name: string): Outcome<Provider> {
	const provider = providerNamed(name.toLowerCase());
	if (provider) return succeed(provider);
	const names = providers.map((each) => each.name);
	return invalidChoice(field, name, names);
}

function readOutput(name: string): Outcome<Output> {
	const output = OUTPUTS.find((each) => each === name);
	return output ? succeed(output) : invalidChoice('Output', name, OUTPUTS);
}
