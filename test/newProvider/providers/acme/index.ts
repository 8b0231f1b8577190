import type { Provider } from '../contract';
import { validateQuery } from '../validateQuery';
import { credential } from './credential';
import { labels, parameters } from './description';
import { normalizeOrder } from './normalize';
import type { AcmeOrder } from './payload';
import { orderRequest } from './request';
import { orderResponse } from './response';
import { search } from './search';

export const acme: Provider<AcmeOrder> = {
	name: 'acme',
	displayName: 'Acme',
	credentialType: 'acmeApi',
	credential,
	orderId: { form: /^A-\d+$/, example: 'A-1' },
	languages: 'en',
	parameters,
	options: [],
	validate: (query) => validateQuery(query, labels),
	order: { request: orderRequest, response: orderResponse },
	normalize: normalizeOrder,
	search,
};
