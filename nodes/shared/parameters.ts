import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../providers';

/** Which providers have no search, in the words of a description. */
export const unlistedBy = providers
	.filter(({ search }) => !search)
	.map(({ displayName }) => `${displayName} has no API that lists orders`)
	.join('. ');

/** `property` shown for these choices of Provider; inside a collection Provider is one level up. */
export const shownFor = (
	choices: string[],
	property: INodeProperties,
	path = 'provider',
): INodeProperties => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, [path]: choices } },
});

const byName = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName);

/** The collection Options, in the order of the names that the user sees. */
export const optionsOf = (options: readonly INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...options].sort(byName),
});

const OUTPUT_CHOICES = [
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
];

export const OUTPUT: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'items',
	options: OUTPUT_CHOICES,
	description: 'What to return for each order',
};

const CONCURRENCY: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 5,
	description: 'How many orders to fetch at the same time, from 1 to 50',
};

/** Options about each request, whatever it is for. */
const REQUEST_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description: `Language of the texts in the response, where the provider offers a choice: ${providers
			.map(({ displayName, languages }) => `${displayName} ${languages}`)
			.join(', ')}`,
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

const INCLUDE_RAW: INodeProperties = {
	displayName: 'Include Raw',
	name: 'includeRaw',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the provider’s whole response to the first item of each order under “raw”',
};

/** Options about what is returned of the orders that a node was given. */
const RESULT_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Include Input Fields',
		name: 'includeInput',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the fields of the input item after the columns, for example a customer’s mail address. Columns are never replaced.',
	},
	INCLUDE_RAW,
];

/** The options of a node without input items. */
export const TRIGGER_OPTIONS: readonly INodeProperties[] = [
	CONCURRENCY,
	...REQUEST_OPTIONS,
	INCLUDE_RAW,
];

/** The options of a node with input items. */
export const ITEM_OPTIONS: readonly INodeProperties[] = [
	{
		...CONCURRENCY,
		description: `${CONCURRENCY.description}. Only the first item’s value is used.`,
	},
	...REQUEST_OPTIONS,
	...RESULT_OPTIONS,
];
