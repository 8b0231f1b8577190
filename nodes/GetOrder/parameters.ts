import { providers } from '../../providers';
import { FROM_EACH_ITEM, orList, shownFor, type NodeForm } from '../shared/parameters';

export const FORM: NodeForm = {
	providers,
	about:
		'The marketplace that the order was placed on. For orders of several marketplaces choose From Each Item.',
	isFromEachItem: true,
	before: [
		shownFor([FROM_EACH_ITEM], {
			displayName: 'Provider of Each Item',
			name: 'itemProvider',
			type: 'string',
			required: true,
			default: '={{ $json.provider }}',
			description: `Expression that gives ${orList(providers.map(({ name }) => name))} for each item`,
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
	],
	outputs: ['items', 'order', 'shipments', 'raw'],
	options: [
		'changedSince',
		'attention',
		'includeInput',
		'includeRaw',
		'language',
		'concurrency',
		'timeout',
		'maxRetries',
	],
};
