import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../providers';
import { ITEM_OPTIONS, optionsOf, OUTPUT, shownFor } from '../shared/parameters';

/** The value of Provider that leaves the choice to each item. */
export const FROM_EACH_ITEM = 'item';

const DEFAULT = providers[0]?.name ?? '';
const PROVIDERS: INodePropertyOptions[] = [
	...providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
	{
		name: 'From Each Item',
		value: FROM_EACH_ITEM,
		description: 'Each input item names the provider of its order',
	},
];

/** The options that every provider has. */
export const OPTIONS = ITEM_OPTIONS;

/** The node's parameters; what only one provider has comes from that provider's description. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: DEFAULT,
		options: PROVIDERS,
		description:
			'The marketplace that the order was placed on. For orders of several marketplaces choose From Each Item.',
	},
	shownFor([FROM_EACH_ITEM], {
		displayName: 'Provider of Each Item',
		name: 'itemProvider',
		type: 'string',
		required: true,
		default: '={{ $json.provider }}',
		description: `Expression that gives ${providers.map(({ name }) => name).join(' or ')} for each item`,
	}),
	{
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${providers[0]?.orderId.example ?? ''}`,
		description:
			'Number of one order, as the marketplace shows it. Format its column as text in a spreadsheet, since long numbers lose digits.',
	},
	...providers.flatMap(({ name, parameters: own }) => [
		...own.map((property) => shownFor([name], property)),
		// Orders of other providers leave these empty.
		...own.map((property) => shownFor([FROM_EACH_ITEM], { ...property, required: false })),
	]),
	OUTPUT,
	optionsOf([
		...OPTIONS,
		...providers.flatMap((provider) =>
			provider.options.map((property) =>
				shownFor([provider.name, FROM_EACH_ITEM], property, '/provider'),
			),
		),
	]),
];
