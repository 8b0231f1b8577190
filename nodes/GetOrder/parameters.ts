import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../providers';

/** The value of Provider that leaves the choice to each item. */
export const FROM_EACH_ITEM = 'item';

/** `property` shown for these choices of Provider; inside a collection Provider is one level up. */
const shownFor = (
	choices: string[],
	property: INodeProperties,
	path = 'provider',
): INodeProperties => ({
	...property,
	displayOptions: { show: { [path]: choices } },
});

const PROVIDERS: INodePropertyOptions[] = [
	...providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
	{
		name: 'From Each Item',
		value: FROM_EACH_ITEM,
		description: 'Each input item names the provider of its order',
	},
];

const byName = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

/** The options that every provider has. */
export const OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description:
			'How many orders to fetch at the same time, from 1 to 50. Only the first item’s value is used.',
	},
	{
		displayName: 'Include Raw',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the provider’s whole response to the first item of each order under “raw”',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description:
			'Language of the texts in the response, where the provider offers a choice: en_US for AliExpress (tracking only), en for Tuya',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 20 },
		default: 4,
		description:
			'How often to retry a request when the provider is busy or the connection fails, from 0 to 20. Rejected requests are not retried.',
	},
	{
		displayName: 'Timeout (Ms)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 100, maxValue: 600000 },
		default: 30000,
		description: 'How long one attempt may take, from 100 to 600,000 milliseconds',
	},
];

/** The node's parameters; what only one provider has comes from that provider's description. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: 'aliexpress',
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
		placeholder: 'e.g. 8190439416163295',
		description:
			'Number of one order, as the marketplace shows it. Format its column as text in a spreadsheet, since long numbers lose digits.',
	},
	...providers.flatMap(({ name, parameters: own }) => [
		...own.map((property) => shownFor([name], property)),
		// Orders of other providers leave these empty.
		...own.map((property) => shownFor([FROM_EACH_ITEM], { ...property, required: false })),
	]),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'items',
		options: [
			{
				name: 'Order',
				value: 'order',
				description: 'One item per order with everything that is known about it',
			},
			{
				name: 'Order Items',
				value: 'items',
				description: 'One item per order line, always with the same columns: ready for a sheet',
			},
			{
				name: 'Raw',
				value: 'raw',
				description: 'One item per order with the provider’s response as it is',
			},
		],
		description: 'What to return for each order',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...OPTIONS,
			...providers.flatMap((provider) =>
				provider.options.map((property) =>
					shownFor([provider.name, FROM_EACH_ITEM], property, '/provider'),
				),
			),
		].sort(byName),
	},
];
