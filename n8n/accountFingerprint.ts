import { fingerprint } from '../order/fingerprint';
import type { Provider } from '../providers/contract';
import { credentialId, type NodeContext } from './context';

/**
 * Names an account in what n8n stores: the credential's id alone is not enough, as its fields may be
 * expressions.
 */
export function accountFingerprint(
	context: NodeContext,
	provider: Provider,
	account: string,
): string {
	return fingerprint(JSON.stringify([credentialId(context, provider), account]));
}
