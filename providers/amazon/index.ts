import type { Provider } from '../contract';
import { credential } from './credential';
import { options, ORDER_ID, ORDER_ID_EXAMPLE, validate } from './description';
import { normalizeOrder } from './normalize';
import type { AmazonOrder } from './payload';
import { orderRequest } from './request';
import { orderResponse, rateIn } from './response';
import { search } from './search';

export const amazon: Provider<AmazonOrder> = {
	name: 'amazon',
	displayName: 'Amazon',
	credentialType: 'amazonSpApi',
	credential,
	orderId: { form: ORDER_ID, example: ORDER_ID_EXAMPLE },
	languages: '',
	parameters: [],
	options,
	validate,
	order: {
		pace: { name: 'getOrder', perSecond: 0.5, burst: 30 },
		rateIn,
		request: orderRequest,
		response: orderResponse,
	},
	normalize: normalizeOrder,
	search,
};
