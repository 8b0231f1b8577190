import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { flag, text } from '../../json/value';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import { err, ok, type Result, type Err } from '../../providers/failure';
import { readOptions, type OptionValues } from './readOptions';

export const OUTPUTS = ['items', 'order', 'raw'] as const;
export type Output = (typeof OUTPUTS)[number];

/** How orders are returned. */
export interface OutputSettings {
	readonly output: Output;
	readonly includeRaw: boolean;
	readonly includeInput: boolean;
}

/** For an item whose parameters were rejected: only what a failed item needs. */
export function settingsOfRejected(get: GetParameter): OutputSettings {
	return {
		output: 'items',
		includeRaw: false,
		includeInput: wantsInput(get),
	};
}

function wantsInput(get: GetParameter): boolean {
	try {
		return flag((get('options', {}) as IDataObject).includeInput) === true;
	} catch {
		// The expression that was to say so is what was rejected.
		return false;
	}
}

/** What the parameter Output and the options of a node say. */
export interface Settings {
	readonly output: OutputSettings;
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	readonly maxRetries: number;
	/** How many orders may be under way; the first item's value counts for the run. */
	readonly concurrency: number;
	readonly language: string;
	/** All options by name, for those of a provider. */
	readonly options: OptionValues;
}

/** Reads the parameter Output and the options, by the descriptions of the node's options. */
export function readSettings(
	get: GetParameter,
	descriptions: readonly INodeProperties[],
): Result<Settings> {
	const output = readChoice('Output', text(get('output', '')) || 'items', OUTPUTS);
	if (!output.ok) return output;
	const read = readOptions(get('options', {}) as IDataObject, descriptions);
	if (!read.ok) return read;
	const options = read.value;
	return ok({
		output: {
			output: output.value,
			includeRaw: options.includeRaw === true,
			includeInput: options.includeInput === true,
		},
		timeout: Number(options.timeout),
		maxRetries: Number(options.maxRetries),
		concurrency: Number(options.concurrency),
		language: text(options.language ?? ''),
		options,
	});
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
	err({
		kind: 'invalid_parameter',
		message: value ? `The ${field} "${shorten(value)}" is unknown` : `The ${field} is empty`,
		description: `Set the field ${field} to one of: ${choices.join(', ')}. If it has an expression, check what it gives for this item.`,
	});

/** The rejection of an item whose expressions n8n could not evaluate. */
export const invalidExpression = (cause: unknown): Err =>
	err({
		kind: 'invalid_parameter',
		message: 'An expression in this node could not be evaluated for this item',
		description: `Check the expressions in the fields of this node. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
	});
