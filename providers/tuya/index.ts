import type { OrderQuery } from '../call';
import type { Provider } from '../contract';
import { invalidParameter, type Result } from '../failure';
import { validateQuery } from '../validateQuery';
import { credential } from './credential';
import { parameters } from './description';
import { normalizeOrder } from './normalize';
import type { TuyaOrder } from './payload';
import { orderRequest } from './request';
import { orderResponse } from './response';
import { search } from './search';

const ORDER_ID = 'SO2110258K167O5C';
const labels = Object.fromEntries(parameters.map((each) => [each.name, each.displayName]));

/** Rejects the order id `search`, which would call another endpoint of the API. */
const validate = (query: OrderQuery): Result<OrderQuery> =>
	query.orderId.toLowerCase() === 'search'
		? invalidParameter(
				'The Order ID "search" is not an order of a Tuya mall',
				`Enter the number of one order in the field Order ID, for example ${ORDER_ID}.`,
			)
		: validateQuery(query, labels);

export const tuya: Provider<TuyaOrder> = {
	name: 'tuya',
	displayName: 'Tuya',
	credentialType: 'tuyaApi',
	credential,
	orderId: { form: /^SO[\dA-Z]{8,}$/i, example: ORDER_ID },
	languages: 'en',
	parameters,
	options: [],
	validate,
	order: { request: orderRequest, response: orderResponse },
	normalize: normalizeOrder,
	search: search(labels),
};
