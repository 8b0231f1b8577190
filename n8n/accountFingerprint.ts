import { fingerprint } from '../order/fingerprint';
import type { Provider } from '../providers/contract';
import type { NodeContext } from './context';

/**
 * Names an account in what n8n stores for a node: the credential, and the account behind it, as the
 * credential's fields may be expressions. Without a secret.
 */
export function accountFingerprint(
	context: NodeContext,
	{ credentialType }: Provider,
	account: string,
): string {
	const id = context.getNode().credentials?.[credentialType]?.id ?? '';
	return fingerprint(JSON.stringify([id, account]));
}
