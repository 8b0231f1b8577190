import { fingerprint } from '../order/fingerprint';
import type { Provider } from '../providers/contract';
import { credentialId, type NodeContext } from './context';

/**
 * Names an account in what n8n stores; a credential's fields may be expressions, so that its id is not
 * enough.
 */
export function accountFingerprint(
	context: NodeContext,
	provider: Provider,
	account: string,
): string {
	return fingerprint(JSON.stringify([credentialId(context, provider), account]));
}
