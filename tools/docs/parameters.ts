import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { markdownTable, plainText } from './table';

/** The default as the editor shows it. */
function defaultOf({ type, default: value, options = [] }: INodeProperties): string {
	if (type === 'boolean') return value === true ? 'on' : 'off';
	const choice = (options as INodePropertyOptions[]).find((option) => option.value === value);
	return choice?.name ?? String(value);
}

/** The labels of the values of another field that show this one, e.g. `Tuya`; `''` for any. */
function shownFor(
	{ displayOptions }: INodeProperties,
	labels: ReadonlyMap<string, string>,
): string {
	const values = Object.values(displayOptions?.show ?? {}).flat();
	return values.flatMap((value) => labels.get(String(value)) ?? []).join(', ');
}

/** A parameter may be there twice, for different values of another one. */
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
			const only = shownFor(property, labels);
			const description = plainText((property.description ?? '').replace(/\.$/, ''));
			return [
				property.displayName,
				defaultOf(property),
				only ? `${only} only. ${description}` : description,
			];
		}),
	);
