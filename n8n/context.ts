import type { IExecuteFunctions } from 'n8n-workflow';

import type { EgressFilter } from '../http/agents';
import type { CredentialData } from '../providers/call';
import type { Provider } from '../providers/contract';
import { err, invalidCredentials, ok, type Result } from '../providers/failure';

/** What every kind of node context has, of a run as of a poll. */
export type NodeContext = Pick<IExecuteFunctions, 'getNode' | 'getCredentials' | 'logger'> & {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
	/** Missing in older versions of n8n. */
	isToolExecution?(): boolean;
	/** Missing in polls and in old versions of n8n. */
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** True where a language model runs the node: n8n gives the node's type this ending then. */
export const isTool = (context: Pick<NodeContext, 'getNode' | 'isToolExecution'>): boolean =>
	context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');

/** The id of the credential that the node has selected, `''` for none. */
export const credentialId = (context: NodeContext, { credentialType }: Provider): string =>
	context.getNode().credentials?.[credentialType]?.id ?? '';

/** n8n's filter of outgoing requests; n8n before 2.x has none. */
export function egressFilter({ helpers }: NodeContext): EgressFilter | undefined {
	const { getSecureEgressFilter } = helpers as { getSecureEgressFilter?(): EgressFilter };
	return getSecureEgressFilter?.();
}

/** The fields of a node's credential as they are for this item: they may be expressions. */
export async function readForm(
	context: NodeContext,
	{ credentialType, displayName }: Provider,
	item: number,
): Promise<Result<CredentialData>> {
	try {
		return ok(await context.getCredentials(credentialType, item));
	} catch (cause) {
		if (!context.getNode().credentials?.[credentialType]) {
			return invalidCredentials(
				`No ${displayName} credential is selected`,
				`Choose or create one in the field Credential for ${displayName} API.`,
			);
		}
		return err({
			kind: 'invalid_credentials',
			message: `Could not load the ${displayName} credential`,
			description: `Open it in the field Credential for ${displayName} API and check it. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause,
		});
	}
}
