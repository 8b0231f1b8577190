import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isObject } from '../../json/value';
import { markdownTable, plainText } from './table';

/** The default as the editor shows it. */
function defaultOf({ type, default: value, options = [] }: INodeProperties): string {
	if (type === 'boolean') return value === true ? 'on' : 'off';
	// In a group of fields, each field has its own default.
	if (isObject(value)) return '';
	const values = Array.isArray(value) ? value : [value];
	const choices = options as INodePropertyOptions[];
	const nameOf = (each: unknown): string =>
		choices.find((choice) => choice.value === each)?.name ?? String(each);
	return values.map(nameOf).join(', ');
}

/** The labels of the providers that a parameter is only for, e.g. `Tuya`; `''` for any. */
function shownFor(
	name: string,
	properties: readonly INodeProperties[],
	labels: ReadonlyMap<string, string>,
): string {
	const values = properties
		.filter((each) => each.name === name)
		.flatMap(({ displayOptions }) => Object.values(displayOptions?.show ?? {}).flat());
	const providers = new Set(values.flatMap((value) => labels.get(String(value)) ?? []));
	return providers.size < labels.size ? [...providers].join(', ') : '';
}

/** A parameter may be listed twice, for different values of another one. */
const isFirstOfItsName = (
	{ name }: INodeProperties,
	index: number,
	all: readonly INodeProperties[],
): boolean => all.findIndex((each) => each.name === name) === index;

/** Each parameter once, with its default and its description in the editor. */
export const parameterTable = (
	properties: readonly INodeProperties[],
	labels: ReadonlyMap<string, string>,
): string =>
	markdownTable(
		['Parameter', 'Default', 'Description'],
		properties.filter(isFirstOfItsName).map((property) => {
			const only = shownFor(property.name, properties, labels);
			const description = plainText((property.description ?? '').replace(/\.$/, ''));
			return [
				property.displayName,
				defaultOf(property),
				only ? `${only} only. ${description}` : description,
			];
		}),
	);
