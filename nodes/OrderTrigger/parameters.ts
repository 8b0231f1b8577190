import { MOST_WATCHED } from '../../changes/watchList';
import { providers, searchProviders } from '../../providers';
import { shownFor, unlistedBy, type NodeForm } from '../shared/parameters';
import { EVENT_NAMES, EVENTS } from './events';

const listed = searchProviders.map(({ name }) => name);
const unlisted = providers.filter(({ search }) => !search);
const unlistedNames = unlisted.map(({ displayName }) => displayName).join(' and ');

const NOT_UNLISTED = unlisted.length > 0 ? `. Not available for ${unlistedNames}.` : '';

/** The form of the node; n8n adds Poll Times. */
export const FORM = {
	// The first one is chosen: where orders are listed, every event is possible.
	providers: [...searchProviders, ...unlisted],
	about: 'The marketplace whose orders to watch',
	before: [
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			default: ['orderStatus'],
			options: EVENT_NAMES.map((value) => {
				const { name, description } = EVENTS[value];
				const note = value === 'newOrder' ? NOT_UNLISTED : '';
				return { name, value, description: description + note };
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
	],
	after: [
		shownFor(listed, {
			displayName: 'Look Back (Days)',
			name: 'lookBackDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 365 },
			default: 30,
			description:
				'How long ago an order may have been placed to be found, from 1 to 365 days. Orders that are already watched are watched until they are completed or canceled.',
		}),
	],
	outputs: ['items', 'order', 'shipments'],
	hasFilters: true,
	options: ['attention', 'includeRaw', 'language', 'concurrency', 'timeout', 'maxRetries'],
} satisfies NodeForm;
