import type { INodeProperties } from 'n8n-workflow';

import { shorten } from '../../order/text';
import type { OrderQuery } from '../call';
import { invalidParameter, type Result } from '../failure';
import { validateQuery } from '../validateQuery';
import { REGIONS } from './regions';

/** 3, 7 and 7 digits; orders of other shops that Amazon ships begin with letters. */
export const ORDER_ID = /^[0-9A-Z]{3}-\d{7}-\d{7}$/;
export const ORDER_ID_EXAMPLE = '902-3159896-1390916';

/** Any other text in the place of the order id would call another address of the API. */
export const validate = (query: OrderQuery): Result<OrderQuery> => {
	const checked = validateQuery(query);
	if (!checked.ok || ORDER_ID.test(query.orderId)) return checked;
	return invalidParameter(
		`The Order ID "${shorten(query.orderId)}" is not an Amazon order number`,
		`Enter it as Seller Central shows it in the field Order ID, with the hyphens, for example ${ORDER_ID_EXAMPLE}.`,
	);
};

/** True when the query is to have the buyer and the address. */
export const asksForPersonalData = ({ options }: Pick<OrderQuery, 'options'>): boolean =>
	options.includePersonalData === true;

export const options: readonly INodeProperties[] = [
	{
		displayName: 'Include Personal Data',
		name: 'includePersonalData',
		type: 'boolean',
		default: false,
		description:
			'Whether to request the buyer and the delivery address, which need a restricted role of the app. n8n stores them with its executions, where Amazon’s data protection policy applies to you.',
	},
];

const countries = new Intl.DisplayNames('en', { type: 'region' });

const marketplaces = REGIONS.flatMap(({ name: description, marketplaces }) =>
	marketplaces.map(([code, value]) => ({ name: countries.of(code) ?? code, value, description })),
).sort((a, b) => a.name.localeCompare(b.name));

export const filters: readonly INodeProperties[] = [
	{
		displayName: 'Marketplaces',
		name: 'marketplaceIds',
		type: 'multiOptions',
		default: [],
		options: marketplaces,
		description:
			'Only orders placed in these marketplaces, which have to be in the Region of the credential. None for all of the Region.',
	},
	{
		displayName: 'Fulfilled By',
		name: 'fulfilledBy',
		type: 'options',
		default: '',
		options: [
			{ name: 'Amazon (FBA)', value: 'AMAZON' },
			{ name: 'Any', value: '' },
			{ name: 'Seller (FBM)', value: 'MERCHANT' },
		],
		description: 'Only orders that Amazon ships, or only those that you ship yourself',
	},
];
