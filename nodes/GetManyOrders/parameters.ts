import type { INodeProperties } from 'n8n-workflow';

import { ORDER_STATUSES } from '../../order/statuses';
import { searchProviders, type SearchProvider } from '../../providers';
import { shownFor, unlistedBy, type NodeForm } from '../shared/parameters';

const titleOf = (status: string): string =>
	status.replace(/(?:^|_)([a-z])/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();

const namesOf = (has: (search: SearchProvider['search']) => boolean | undefined): string[] =>
	searchProviders.filter(({ search }) => has(search)).map(({ name }) => name);
const byUpdate = namesOf(({ canFilterUpdated }) => canFilterUpdated);
const withDetails = namesOf(({ listsWholeOrders }) => !listsWholeOrders);

const UPDATED_AFTER: INodeProperties = {
	displayName: 'Updated After',
	name: 'updatedAfter',
	type: 'dateTime',
	default: '',
	description:
		'Only orders changed at this time or later. Times are in the time zone of the workflow.',
};

export const FORM = {
	providers: searchProviders,
	about: `The marketplace to get orders from. ${unlistedBy}.`,
	after: [
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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Order Status',
					name: 'orderStatus',
					type: 'multiOptions',
					default: [],
					options: [...ORDER_STATUSES]
						.sort()
						.map((status) => ({ name: titleOf(status), value: status })),
					description: 'Only orders with one of these values in the column order_status',
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
				...(byUpdate.length > 0 ? [shownFor(byUpdate, UPDATED_AFTER, '/provider')] : []),
				...searchProviders.flatMap(({ name, search: { filters = [] } }) =>
					filters.map((filter) => shownFor([name], filter, '/provider')),
				),
			],
		},
	],
	outputs: ['items', 'order', 'shipments', 'raw'],
	shownOnlyFor: withDetails.length < searchProviders.length ? { details: withDetails } : {},
	options: [
		'details',
		'attention',
		'includeInput',
		'includeRaw',
		'language',
		'concurrency',
		'timeout',
		'maxRetries',
	],
} satisfies NodeForm<SearchProvider>;
