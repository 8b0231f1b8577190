import type { IDataObject } from 'n8n-workflow';

import type { AttentionLimits } from '../../changes/attention';
import { flag, isObject, text } from '../../json/value';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import type { OptionValues, ProviderQuery } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { visibleText } from '../../providers/credentialField';
import { invalidParameter, ok, type Err, type Result } from '../../providers/failure';
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

/** Reads what is in every node's form; an expression that n8n cannot evaluate rejects the item alone. */
export function readQuery<P extends Provider>(
	get: GetParameter,
	form: NodeForm<P>,
): Result<NodeQuery<P>> {
	const provider = readProvider(get, form);
	if (!provider.ok) return provider;
	const { name, parameters, options: own } = provider.value;
	const values = get('options', {}) as IDataObject;
	const options = readOptions(values, [...commonOptions(form), ...own]);
	if (!options.ok) return options;
	const output = readChoice('Output', text(get('output', '')) || 'items', form.outputs);
	if (!output.ok) return output;
	const attention = readAttention(values.attention);
	if (!attention.ok) return attention;
	const { timeout, maxRetries, concurrency, language, includeRaw, includeInput } = options.value;
	return ok({
		provider: provider.value,
		query: {
			provider: name,
			fields: Object.fromEntries(
				parameters.map((each) => [each.name, visibleText(get(each.name, ''))]),
			),
			language: visibleText(language),
			options: Object.fromEntries(own.map((each) => [each.name, options.value[each.name] ?? ''])),
		},
		timeout: Number(timeout),
		maxRetries: Number(maxRetries),
		concurrency: Number(concurrency),
		output: {
			output: output.value,
			includeRaw: includeRaw === true,
			includeInput: includeInput === true,
			attention: attention.value,
		},
		options: options.value,
	});
}

function readProvider<P extends Provider>(
	get: GetParameter,
	{ providers, isFromEachItem }: NodeForm<P>,
): Result<P> {
	const isOfItem = isFromEachItem === true && text(get('provider', '')) === FROM_EACH_ITEM;
	const choice = text(get(isOfItem ? 'itemProvider' : 'provider', ''));
	const provider = providers.find(({ name }) => name === choice.toLowerCase());
	if (provider) return ok(provider);
	const names = providers.map(({ name }) => name);
	return invalidChoice(isOfItem ? 'Provider of Each Item' : 'Provider', choice, names);
}

/** The option's presence turns it on; a limit that is not set has its default. */
function readAttention(value: unknown): Result<AttentionLimits | null> {
	if (value === undefined || value === null) return ok(null);
	const { limits } = isObject(value) ? value : { limits: value };
	const read = readOptions((isObject(limits) ? limits : {}) as IDataObject, ATTENTION_LIMITS);
	return read.ok ? ok(read.value as unknown as AttentionLimits) : read;
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
		// The expression that was to say so is what was rejected.
		return false;
	}
}

/** One of the choices of a field, else the rejection that lists them. */
export function readChoice<Choice extends string>(
	field: string,
	value: string,
	choices: readonly Choice[],
): Result<Choice> {
	const choice = choices.find((each) => each === value);
	return choice === undefined ? invalidChoice(field, value, choices) : ok(choice);
}

export const invalidChoice = (field: string, value: string, choices: readonly string[]): Err =>
	invalidParameter(
		value ? `The ${field} "${shorten(value)}" is unknown` : `The ${field} is empty`,
		`Set the field ${field} to one of: ${choices.join(', ')}. If it has an expression, check what it gives for this item.`,
	);

/** A rejection when n8n could not evaluate an expression that `read` needs. */
export function withExpressions<T>(read: () => Result<T>): Result<T> {
	try {
		return read();
	} catch (cause) {
		return invalidParameter(
			'An expression in this node could not be evaluated for this item',
			`Check the expressions in the fields of this node. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
		);
	}
}
