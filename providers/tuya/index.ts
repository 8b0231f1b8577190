import { checkQuery } from '../validateQuery';
import { fail, failure } from '../failure';
import type { OrderQuery, Outcome, Provider } from '../contract';
import { labels, parameters } from './description';
import { normalizeOrder } from './normalize';
import { orderRequest } from './request';
import { orderResponse } from './response';
import { account, isStale, wantsFreshSession } from './session';

/** `search` in the place of the order id is another endpoint of the API. */
function check(query: OrderQuery): Outcome<OrderQuery> {
	if (query.orderId.toLowerCase() === 'search') {
		return fail(
			failure(
				'parameters',
				'The Order ID "search" is no order of a Tuya mall',
				'Enter the number of one order in the field Order ID, for example SO2110258K167O5C.',
			),
		);
	}
	return checkQuery(query, labels);
}

export const tuya: Provider = {
	name: 'tuya',
	displayName: 'Tuya',
	credentialType: 'tuyaApi',
	parameters,
	options: [],
	check,
	account,
	isStale,
	wantsFreshSession,
	notices: () => [],
	request: orderRequest,
	response: orderResponse,
	normalize: normalizeOrder,
};
