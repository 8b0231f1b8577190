import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import { OPTIONS, type OptionName } from './options';

export type Output = 'items' | 'order' | 'shipments' | 'raw';

/** The value of Provider that leaves the choice to each item. */
export const FROM_EACH_ITEM = 'item';

/** Names for a sentence: `AliExpress or Tuya`. */
export const orList = (names: readonly string[]): string =>
	names.join(', ').replace(/, (?=[^,]*$)/, ' or ');

/** Which providers have no search, in the words of a description. */
export const unlistedBy = providers
	.filter(({ search }) => !search)
	.map(({ displayName }) => `${displayName} has no API that lists orders`)
	.join('. ');

/** `property` shown for these choices of Provider; inside a collection Provider is one level up. */
export function shownFor(choices: string[], property: INodeProperties, path = 'provider') {
	const show = { ...property.displayOptions?.show, [path]: choices };
	return { ...property, displayOptions: { show } };
}

const LINES = 'One item per order line, always with the same columns: ready for a sheet';
const PARCELS = 'One item per parcel with carrier, tracking number and link: ready to pass on';

/** In the order of their names, as n8n sorts them. */
const OUTPUTS = (
	[
		['order', 'Order', 'One item per order with everything that is known about it'],
		['items', 'Order Items', LINES],
		['raw', 'Raw', 'One item per order with the provider’s response as it is'],
		['shipments', 'Shipments', PARCELS],
	] as const
).map(([value, name, description]) => ({ name, value, description }));

export interface NodeForm<P extends Provider = Provider> {
	readonly providers: readonly P[];
	readonly about: string;
	/** True where Provider can be left to each item. */
	readonly isFromEachItem?: boolean;
	/** Parameters before and after those of the provider. */
	readonly before?: readonly INodeProperties[];
	readonly after?: readonly INodeProperties[];
	readonly outputs: readonly Output[];
	readonly options: readonly OptionName[];
	/** The names of the providers for which an option is shown, by default all. */
	readonly shownOnlyFor?: Readonly<Partial<Record<OptionName, readonly string[]>>>;
	readonly hasFilters?: boolean;
}

/** The options of a node that every provider has. */
export const commonOptions = ({ options }: Pick<NodeForm, 'options'>): readonly INodeProperties[] =>
	OPTIONS.filter(({ name }) => options.some((each) => each === name));

/** What only one provider has comes from that provider's description. */
export function parametersOf(form: NodeForm): INodeProperties[] {
	const { about, isFromEachItem, before = [], after = [], outputs } = form;
	const first = form.providers[0]?.name ?? '';
	const each = isFromEachItem ? [FROM_EACH_ITEM] : [];
	return [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			default: first,
			options: [
				...form.providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
				...each.map((value) => ({
					name: 'From Each Item',
					value,
					description: 'Each input item names the provider of its order',
				})),
			],
			description: about,
		},
		...before,
		...form.providers.flatMap(({ name, parameters }) => [
			...parameters.map((property) => shownFor([name], property)),
			...each.flatMap((choice) =>
				parameters.map((property) => shownFor([choice], ofEachItem(property))),
			),
		]),
		...after,
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'items',
			options: OUTPUTS.filter(({ value }) => outputs.includes(value)),
			description: 'What to return for each order',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			// In the order in which people need them, not of their names.
			options: optionsOf(form, each),
		},
	];
}

/** An item of a provider that has no such parameter leaves it empty. */
const ofEachItem = (property: INodeProperties): INodeProperties => ({
	...property,
	required: false,
	default: `={{ $json.${property.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} ?? '' }}`,
});

/**
 * A provider's switches control what is fetched and come first; its other options control how it is read.
 */
function optionsOf(form: NodeForm, each: readonly string[]): INodeProperties[] {
	const own = form.providers.flatMap(({ name, options, search }) =>
		[...options, ...((form.hasFilters && search?.filters) || [])].map((property) =>
			shownFor([name, ...each], property, '/provider'),
		),
	);
	const isSwitch = ({ type }: INodeProperties): boolean => type === 'boolean';
	const common = commonOptions(form).map((property) => {
		const only = form.shownOnlyFor?.[property.name as OptionName];
		return only ? shownFor([...only], property, '/provider') : property;
	});
	const reading = common.findIndex(({ name }) => name === 'language');
	return [
		...own.filter(isSwitch),
		...common.slice(0, reading),
		...own.filter((option) => !isSwitch(option)),
		...common.slice(reading),
	];
}
