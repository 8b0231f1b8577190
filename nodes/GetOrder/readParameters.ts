import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { text } from '../../json/read';
import { providers, providerNamed } from '../../providers';
import { fail, failure, succeed } from '../../providers/failure';
import type { OrderQuery, Outcome, Provider } from '../../providers/contract';

export type Output = 'items' | 'order' | 'raw';

/** What one input item asks for. */
export interface Wish {
	readonly provider: Provider;
	readonly query: OrderQuery;
	readonly output: Output;
	readonly includeRaw: boolean;
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
	/** How many orders may be under way: a matter of the run, for which the first item's value counts. */
	readonly concurrency: number;
}

const OUTPUTS: readonly string[] = ['items', 'order', 'raw'];
const DEFAULT_ZONE = 'America/Los_Angeles';

/** A whole number from an option, kept within its bounds. */
function whole(value: unknown, fallback: number, least: number, most: number): number {
	const number = Number(text(value) || fallback);
	return Number.isFinite(number) ? Math.min(most, Math.max(least, Math.round(number))) : fallback;
}

/** The order id as text; a number that can no longer be trusted is refused. */
export function orderIdText(value: unknown): Outcome<string> {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		return fail(
			failure(
				'parameters',
				`The Order ID arrived as the number ${value}, which has lost digits`,
				'Numbers of more than 15 digits are rounded before they reach this node. Format the column of the Order ID as plain text in the sheet (or send it as text), and enter the id again.',
			),
		);
	}
	const id = text(value);
	if (/^\d\.\d+e\+?\d+$/i.test(id)) {
		return fail(
			failure(
				'parameters',
				`The Order ID "${id}" was shortened by a spreadsheet and has lost digits`,
				'Format the column of the Order ID as plain text in the sheet and enter the id again.',
			),
		);
	}
	if (id === '' && typeof value === 'object' && value !== null) {
		return fail(
			failure(
				'parameters',
				'The Order ID is a list or an object instead of one value',
				'Check the expression in the field Order ID. For several orders use one item for each, for example with the Split Out node.',
			),
		);
	}
	return succeed(id);
}

/** Reads and checks all that one input item asks for; nothing is sent for a refused one. */
export function readWish(context: IExecuteFunctions, item: number): Outcome<Wish> {
	try {
		return read(context, item);
	} catch (exception) {
		const why = exception instanceof Error ? exception.message : String(exception);
		return fail(
			failure(
				'parameters',
				'An expression in a field of this node could not be read for this item',
				`n8n says: ${why} Check the expressions in the fields of Get Order.`,
			),
		);
	}
}

function read(context: IExecuteFunctions, item: number): Outcome<Wish> {
	const get = (name: string): unknown => context.getNodeParameter(name, item, '');
	const name = text(get('provider'));
	const provider = providerNamed(name.toLowerCase());
	if (!provider) {
		const known = providers.map((each) => each.name).join(', ');
		return fail(
			failure(
				'parameters',
				name ? `The Provider "${name.slice(0, 40)}" is not known` : 'The Provider is empty',
				`Choose one from the list of the field Provider, or let its expression give one of: ${known}.`,
			),
		);
	}
	const id = orderIdText(get('orderId'));
	if (!id.ok) return id;
	const options = context.getNodeParameter('options', item, {}) as IDataObject;
	const output = text(get('output')) || 'items';
	if (!OUTPUTS.includes(output)) {
		return fail(
			failure(
				'parameters',
				`The Output "${output.slice(0, 40)}" is not known`,
				`Choose one from the list of the field Output, or let its expression give one of: ${OUTPUTS.join(', ')}.`,
			),
		);
	}
	const checked = provider.check({
		provider: provider.name,
		orderId: id.value,
		fields: Object.fromEntries(
			provider.parameters.map((field) => [field.name, text(get(field.name))]),
		),
		language: text(options.language),
		timeZone: text(options.timeZone) || DEFAULT_ZONE,
		includeTracking: options.includeTracking === true && provider.followUp !== undefined,
	});
	if (!checked.ok) return checked;
	return succeed({
		provider,
		query: checked.value,
		output: output as Output,
		includeRaw: options.includeRaw === true,
		timeout: whole(options.timeout, 30_000, 100, 600_000),
		maxRetries: whole(options.maxRetries, 4, 0, 20),
		concurrency: whole(options.concurrency, 5, 1, 50),
	});
}
