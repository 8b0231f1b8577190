import type { IDataObject } from 'n8n-workflow';

import type { AttentionLimits } from '../../changes/attention';
import { flag, isObject, text } from '../../json/value';
import { FailureError, valueOf } from '../../n8n/errors';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import type { OptionValues, ProviderQuery } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { visibleText } from '../../providers/credentialField';
import { err, invalidParameter, ok, type Err, type Result } from '../../providers/failure';
import { ATTENTION_LIMITS } from './options';
import { commonOptions, FROM_EACH_ITEM, type NodeForm, type Output } from './parameters';
import { readOptions } from './readOptions';

export interface OutputSettings {
	readonly output: Output;
	readonly includeRaw: boolean;
	readonly includeInput: boolean;
	/** `null` without the option Attention. */
	readonly attention: AttentionLimits | null;
}

export interface NodeQuery<P extends Provider = Provider> {
	readonly provider: P;
	readonly query: ProviderQuery;
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
	/** How many orders may be under way; the first item's value counts for the run. */
	readonly concurrency: number;
	readonly output: OutputSettings;
	readonly options: OptionValues;
}

/** Reads what is in every node's form; throws a rejection, for `evaluate`. */
export function readQuery<P extends Provider>(get: GetParameter, form: NodeForm<P>): NodeQuery<P> {
	const provider = readProvider(get, form);
	const { parameters, options: own } = provider;
	const values = get('options', {}) as IDataObject;
	const options = valueOf(readOptions(values, [...commonOptions(form), ...own]));
	const choice = text(get('output', '')) || 'items';
	const output = form.outputs.find((each) => each === choice);
	if (output === undefined)
		throw new FailureError(invalidChoice('Output', choice, form.outputs).failure);
	const attention = readAttention(values.attention);
	const fields = parameters.map(({ name }) => [name, visibleText(get(name, ''))]);
	return {
		provider,
		query: {
			provider: provider.name,
			fields: Object.fromEntries(fields) as ProviderQuery['fields'],
			language: visibleText(options.language),
			options: Object.fromEntries(own.map(({ name }) => [name, options[name] ?? ''])),
		},
		timeout: Number(options.timeout),
		maxRetries: Number(options.maxRetries),
		concurrency: Number(options.concurrency),
		output: {
			output,
			includeRaw: options.includeRaw === true,
			includeInput: options.includeInput === true,
			attention,
		},
		options,
	};
}

function readProvider<P extends Provider>(get: GetParameter, form: NodeForm<P>): P {
	const { providers, isFromEachItem } = form;
	const isOfItem = isFromEachItem === true && text(get('provider', '')) === FROM_EACH_ITEM;
	const choice = text(get(isOfItem ? 'itemProvider' : 'provider', ''));
	const provider = providers.find(({ name }) => name === choice.toLowerCase());
	if (provider) return provider;
	const names = providers.map(({ name }) => name);
	const field = isOfItem ? 'Provider of Each Item' : 'Provider';
	throw new FailureError(invalidChoice(field, choice, names).failure);
}

/** The option's presence turns it on; a limit that is not set has its default. */
function readAttention(value: unknown): AttentionLimits | null {
	if (value === undefined || value === null) return null;
	const { limits } = isObject(value) ? value : { limits: value };
	const read = readOptions((isObject(limits) ? limits : {}) as IDataObject, ATTENTION_LIMITS);
	return valueOf(read) as unknown as AttentionLimits;
}

/** As text: several choices with commas. */
export const filterFields = (
	{ search }: Provider,
	values: IDataObject,
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		(search?.filters ?? []).map(({ name, default: none }) => [
			name,
			[values[name] ?? none].flat().map(visibleText).join(','),
		]),
	);

/** For an item whose parameters were rejected: only what a failed item needs. */
export function settingsOfRejected(get: GetParameter): OutputSettings {
	return { output: 'items', includeRaw: false, includeInput: wantsInput(get), attention: null };
}

function wantsInput(get: GetParameter): boolean {
	try {
		return flag((get('options', {}) as IDataObject).includeInput) === true;
	} catch {
		// The rejected parameter may be the expression in this very option.
		return false;
	}
}

/** The rejection of a value that is not one of a field's choices. */
export const invalidChoice = (field: string, value: string, choices: readonly string[]): Err =>
	invalidParameter(
		value ? `The ${field} "${shorten(value)}" is unknown` : `The ${field} is empty`,
		`Set the field ${field} to one of: ${choices.join(', ')}. If it has an expression, check what it gives for this item.`,
	);

/** The result of `read`, or its failure, including an expression that n8n could not evaluate. */
export function evaluate<T>(read: () => T): Result<T> {
	try {
		return ok(read());
	} catch (cause) {
		if (cause instanceof FailureError) return err(cause.failure);
		return invalidParameter(
			'An expression in this node could not be evaluated for this item',
			`Check the expressions in the fields of this node. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
		);
	}
}
