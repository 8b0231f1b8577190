import type { EgressFilter } from '../http/agents';
import type { NodeContext } from './context';

/** n8n's filter of outgoing requests; n8n before 2.x has none. */
export function egressFilter(context: NodeContext): EgressFilter | undefined {
	const { getSecureEgressFilter } = context.helpers as { getSecureEgressFilter?(): EgressFilter };
	return getSecureEgressFilter?.();
}
