import { checkQuery } from '../check';
import type { Provider } from '../provider';
import { labels, parameters } from './description';
import { normalizeOrder } from './normalize';
import { orderRequest } from './request';
import { orderResponse } from './response';
import { account, isStale } from './session';

export const acme: Provider = {
	name: 'acme',
	displayName: 'Acme',
	credentialType: 'acmeApi',
	parameters,
	options: [],
	check: (query) => checkQuery(query, labels),
	account,
	isStale,
	wantsFreshSession: ({ kind }) => kind === 'session',
	notices: () => [],
	request: orderRequest,
	response: orderResponse,
	normalize: normalizeOrder,
};
