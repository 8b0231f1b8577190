import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers, searchProviders } from '../../providers';
import { optionsOf, OUTPUT, shownFor, TRIGGER_OPTIONS } from '../shared/parameters';
import { MOST_WATCHED } from './watchList';

/** The options that every provider has. */
export const OPTIONS = TRIGGER_OPTIONS;

const listed = searchProviders.map(({ name }) => name);
const unlisted = providers.filter(({ search }) => !search).map(({ name }) => name);

const CHANGES: INodePropertyOptions[] = [
	{ name: 'Fulfillment Status Changed', value: 'fulfillmentStatus' },
	{ name: 'Order Status Changed', value: 'orderStatus' },
	{ name: 'Payment Status Changed', value: 'paymentStatus' },
	{ name: 'Tracking Number Added', value: 'tracking' },
];
const NEW_ORDER: INodePropertyOptions = { name: 'New Order', value: 'newOrder' };

const events = (options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['orderStatus'],
	options: [...options].sort((a, b) => a.name.localeCompare(b.name)),
	description: 'What starts the workflow. An order with several of these starts it once.',
});

/** The node's parameters; n8n adds Poll Times. */
export const parameters = (): INodeProperties[] => [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		// n8n’s list of nodes offers each event, and New Order needs a provider that lists orders.
		default: 'tuya',
		options: providers.map(({ displayName, name }) => ({ name: displayName, value: name })),
		description: 'The marketplace whose orders to watch',
	},
	shownFor(listed, events([...CHANGES, NEW_ORDER])),
	shownFor(unlisted, events(CHANGES)),
	shownFor(unlisted, {
		displayName: 'Order IDs',
		name: 'orderIds',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. 8190439416163295, 8190439416163296',
		description: `The orders to watch, up to ${MOST_WATCHED.toLocaleString('en')}: one per line, or separated by commas. AliExpress has no API that lists a dropshipper’s orders.`,
	}),
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
