import type { INodeProperties } from 'n8n-workflow';

import { searchProviders } from '../../providers';
import { ITEM_OPTIONS, optionsOf, OUTPUT, shownFor, unlistedBy } from '../shared/parameters';

const DEFAULT = searchProviders[0]?.name ?? '';

/** The options that every provider has. */
export const OPTIONS: readonly INodeProperties[] = [
	...ITEM_OPTIONS,
	{
		displayName: 'Fetch Details',
		name: 'details',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch each order that is found: one more request per order, and the same items as Get Order. If off, one request returns up to 50 orders, but what only the details contain (parcels, address, refunds) is empty or unknown.',
	},
];

const FILTERS = (statuses: readonly string[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Order Status',
			name: 'orderStatus',
			type: 'options',
			default: '',
			options: [
				{ name: 'Any', value: '' },
				...statuses.map((status) => ({ name: status, value: status })),
			],
			description:
				'Only orders with this status of the provider, as in the column provider_status. For a status that is not listed, use an expression.',
		},
		{
			displayName: 'Placed After',
			name: 'placedAfter',
			type: 'dateTime',
			default: '',
			description:
				'Only orders placed at this time or later. Times are in the time zone of the workflow.',
		},
		{
			displayName: 'Placed Before',
			name: 'placedBefore',
			type: 'dateTime',
			default: '',
			description:
				'Only orders placed at this time or earlier. Times are in the time zone of the workflow.',
		},
	],
});

/** The node's parameters; only providers with a search are offered. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: DEFAULT,
		options: searchProviders.map(({ displayName, name }) => ({ name: displayName, value: name })),
		description: `The marketplace to get orders from. ${unlistedBy}.`,
	},
	...searchProviders.flatMap(({ name, parameters: own }) =>
		own.map((property) => shownFor([name], property)),
	),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
	...searchProviders.map(({ name, search }) => shownFor([name], FILTERS(search.statuses))),
	OUTPUT,
	optionsOf([
		...OPTIONS,
		...searchProviders.flatMap((provider) =>
			provider.options.map((property) => shownFor([provider.name], property, '/provider')),
		),
	]),
];
