import type { Provider } from '../contract';
import { credential } from './credential';
import { options, validate } from './description';
import { normalizeOrder } from './normalize';
import type { OrderPayload, TrackingPayload } from './payload';
import { orderRequest, trackingRequest } from './request';
import { orderResponse, trackingResponse } from './response';
import { mayHaveParcels, mergeTracking } from './tracking';

export const aliexpress: Provider<OrderPayload, TrackingPayload> = {
	name: 'aliexpress',
	displayName: 'AliExpress',
	credentialType: 'aliExpressApi',
	credential,
	parameters: [],
	options,
	orderId: { form: /^\d{15,17}$/, example: '8190439416163295' },
	languages: 'en_US (tracking only)',
	validate,
	order: { request: orderRequest, response: orderResponse },
	normalize: normalizeOrder,
	tracking: {
		request: trackingRequest,
		response: trackingResponse,
		merge: mergeTracking,
		isWanted: ({ options: { includeTracking } }) => includeTracking !== false,
		mayHaveParcels,
		offHint:
			'Tracking numbers may be internal numbers of AliExpress because the option Include Tracking is off.',
	},
};
