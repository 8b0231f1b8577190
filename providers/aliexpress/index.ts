import { checkQuery } from '../validateQuery';
import type { Provider } from '../contract';
import { options } from './description';
import { normalizeOrder } from './normalize';
import { orderRequest, trackingRequest } from './request';
import { orderResponse, trackingResponse } from './response';
import { account, isStale, notices } from './session';
import { mergeTracking } from './tracking';

export const aliexpress: Provider = {
	name: 'aliexpress',
	displayName: 'AliExpress',
	credentialType: 'aliExpressApi',
	parameters: [],
	options,
	check: (query) => checkQuery(query),
	account,
	isStale,
	wantsFreshSession: ({ kind }) => kind === 'session',
	notices,
	request: orderRequest,
	response: orderResponse,
	normalize: normalizeOrder,
	followUp: {
		wanted: ({ includeTracking }) => includeTracking,
		request: trackingRequest,
		response: trackingResponse,
		merge: mergeTracking,
	},
};
