import type { Provider } from '../contract';
import { validateQuery } from '../validateQuery';
import { credential } from './credential';
import { options } from './description';
import { normalizeOrder } from './normalize';
import type { OrderPayload, TrackingPayload } from './payload';
import { orderRequest, trackingRequest } from './request';
import { orderResponse, trackingResponse } from './response';
import { mergeTracking } from './tracking';

export const aliexpress: Provider<OrderPayload, TrackingPayload> = {
	name: 'aliexpress',
	displayName: 'AliExpress',
	credentialType: 'aliExpressApi',
	credential,
	parameters: [],
	options,
	validate: (query) => validateQuery(query),
	order: { request: orderRequest, response: orderResponse },
	normalize: normalizeOrder,
	tracking: { request: trackingRequest, response: trackingResponse, merge: mergeTracking },
};
