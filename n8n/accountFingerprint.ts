import { fingerprint } from '../order/fingerprint';
import type { Provider } from '../providers/contract';
import { credentialId, type NodeContext } from './context';

/**
 * Names an account in what n8n stores for a node: the credential, and the account behind it, as the
 * credential's fields may be expressions. Without a secret.
 */
export function accountFingerprint(
	context: NodeContext,
	provider: Provider,
	account: string,
): string {
	return fingerprint(JSON.stringify([credentialId(context, provider), account]));
}
