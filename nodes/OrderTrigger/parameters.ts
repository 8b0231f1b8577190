import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { MOST_WATCHED } from '../../changes/watchList';
import { providers, searchProviders } from '../../providers';
import { optionsOf, OUTPUT, shownFor, TRIGGER_OPTIONS, unlistedBy } from '../shared/parameters';
import { EVENT_NAMES, EVENTS } from './events';

/** The options that every provider has. */
export const OPTIONS = TRIGGER_OPTIONS;

const listed = searchProviders.map(({ name }) => name);
const unlisted = providers.filter(({ search }) => !search);
const unlistedNames = unlisted.map(({ displayName }) => displayName).join(' and ');

const DEFAULT_PROVIDER = (searchProviders[0] ?? providers[0])?.name ?? '';
const NOT_UNLISTED = unlisted.length > 0 ? `. Not available for ${unlistedNames}.` : '';

/** The node's parameters; n8n adds Poll Times. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		// Where orders are listed, every event is possible.
		default: DEFAULT_PROVIDER,
		options: providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
		description: 'The marketplace whose orders to watch',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['orderStatus'],
		options: EVENT_NAMES.map((value) => {
			const { name, description } = EVENTS[value];
			return {
				name,
				value,
				description: `${description}${value === 'newOrder' ? NOT_UNLISTED : ''}`,
			};
		}).sort((a, b) => a.name.localeCompare(b.name)),
		description: 'What starts the workflow. An order with several of these starts it once.',
	},
	shownFor(
		unlisted.map(({ name }) => name),
		{
			displayName: 'Order IDs',
			name: 'orderIds',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: `e.g. ${unlisted[0]?.orderId.example ?? ''}`,
			description: `The orders to watch, up to ${MOST_WATCHED.toLocaleString('en')}: one per line, or separated by commas. ${unlistedBy}.`,
		},
	),
	...searchProviders.flatMap(({ name, parameters: own }) =>
		own.map((property) => shownFor([name], property)),
	),
	shownFor(listed, {
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 30,
		description:
			'How long ago an order may have been placed to be found, from 1 to 365 days. Orders that are already watched are watched until they are completed or canceled.',
	}),
	{
		...OUTPUT,
		options: (OUTPUT.options as INodePropertyOptions[]).filter(({ value }) => value !== 'raw'),
		description: 'What to return for each order that has changed',
	},
	optionsOf([
		...OPTIONS,
		...providers.flatMap((provider) =>
			provider.options.map((property) => shownFor([provider.name], property, '/provider')),
		),
	]),
];
