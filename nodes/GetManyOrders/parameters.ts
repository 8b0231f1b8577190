import type { INodeProperties } from 'n8n-workflow';

import { searchProviders } from '../../providers';
import { optionsOf, OUTPUT, REQUEST_OPTIONS, RESULT_OPTIONS, shownFor } from '../shared/parameters';

/** The options that every provider has. */
export const OPTIONS: readonly INodeProperties[] = [
	...REQUEST_OPTIONS,
	...RESULT_OPTIONS,
	{
		displayName: 'Fetch Details',
		name: 'details',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch each order that was found, with the same rows as Get Order. Without it one request returns 50 orders, but without parcels, address and refunds: such columns are empty or unknown.',
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
			options: statuses.map((status) => ({ name: status, value: status })),
			description:
				'The provider’s own status of the orders. For a status that is not in the list use an expression.',
		},
		{
			displayName: 'Placed After',
			name: 'placedAfter',
			type: 'dateTime',
			default: '',
			description: 'Only orders placed at this time or later, in the time zone of the workflow',
		},
		{
			displayName: 'Placed Before',
			name: 'placedBefore',
			type: 'dateTime',
			default: '',
			description: 'Only orders placed at this time or earlier, in the time zone of the workflow',
		},
	],
});

/** The node's parameters; only providers with a search are offered. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: 'tuya',
		options: searchProviders.map(({ displayName, name }) => ({ name: displayName, value: name })),
		description:
			'The marketplace whose orders to get. AliExpress is missing since it has no API that lists a dropshipper’s orders.',
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
