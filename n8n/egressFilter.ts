import type { IExecuteFunctions } from 'n8n-workflow';

import type { EgressFilter } from '../http/pool';

/** n8n's filter of outgoing requests; n8n before 2.x has none. */
export function egressFilter(context: IExecuteFunctions): EgressFilter | undefined {
	const { getSecureEgressFilter } = context.helpers as Partial<IExecuteFunctions['helpers']>;
	return getSecureEgressFilter?.() as EgressFilter | undefined;
}
