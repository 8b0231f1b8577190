import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../providers';

/** `property` shown for one provider only; inside a collection the parameter is one level up. */
const shownFor = (
	provider: string,
	property: INodeProperties,
	path = 'provider',
): INodeProperties => ({
	...property,
	displayOptions: { show: { [path]: [provider] } },
});

const byName = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

const COMMON_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description:
			'How many orders to ask for at the same time. The value of the first item counts for the whole run.',
	},
	{
		displayName: 'Include Raw',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description: 'Whether to add the provider’s whole answer to each item under “raw”',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description:
			'Language of texts in the answer, where the provider offers a choice: AliExpress for tracking (e.g. en_US), Tuya for the order (e.g. en).',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 20 },
		default: 4,
		description:
			'How often to repeat a request when the provider is busy or the connection breaks. Refusals are not repeated.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 100, maxValue: 600000 },
		default: 30000,
		description: 'Milliseconds that one attempt may take',
	},
];

/** The node's parameters; what only one provider has comes from that provider's description. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: 'aliexpress',
		options: providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
		description: 'The marketplace that the order was placed on',
	},
	{
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 8190439416163295',
		description:
			'Number of one order, as the marketplace shows it. Keep it as text in a sheet: long numbers lose digits.',
	},
	...providers.flatMap((provider) =>
		provider.parameters.map((property) => shownFor(provider.name, property)),
	),
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
				description:
					'One item per line of the order with the same columns always, ready for a sheet',
			},
			{
				name: 'Raw',
				value: 'raw',
				description: 'One item per order with the provider’s answer as it is',
			},
		],
		description: 'What to put out for each order',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...COMMON_OPTIONS,
			...providers.flatMap((provider) =>
				provider.options.map((property) => shownFor(provider.name, property, '/provider')),
			),
		].sort(byName),
	},
];
