import type { IExecuteFunctions } from 'n8n-workflow';

import { faultOf } from '../../http/fault';
import type { Provider } from '../../providers/contract';
import type { Failure } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';
import { credentialId, type NodeContext } from '../context';
import { FailureError } from '../errors';

/**
 * How a node makes n8n renew a session and store it. n8n calls `preAuthentication` before each request that
 * it signs, and stores the result. The node therefore makes a request that is never sent: `authenticate`
 * throws `SessionReady` when it sees this header.
 */
export const RENEW_HEADER = 'x-renew-session';

/** Ends the request that a node asked for. */
export class SessionReady extends Error {
	override readonly name = 'SessionReady';
}

/**
 * Credentials that a node has decrypted to ask for a session, with their ids in n8n. The HTTP Request
 * node and a credential's test leave no such trace, nor do they notice when a token is rejected.
 */
export const askedByNode = new WeakMap<object, string>();

/** True when the provider says that a code or refresh token is used up, maybe by another worker. */
export const isUsedUp = ({ kind, code }: Failure): boolean =>
	kind === 'authorization_required' && code !== undefined;

/**
 * Has n8n renew the session if it is due, or else store what n8n lacks; see `RENEW_HEADER`. The provider
 * receives no request but the renewal itself.
 *
 * @param item the item that the credential is resolved for
 * @param baseUrl the credential's address, which n8n checks against its allowed domains
 * @returns why there is no session, or `null` when there is one
 */
export async function askForSession(
	context: NodeContext,
	provider: Provider,
	item: number,
	baseUrl: string,
): Promise<Failure | null> {
	const { credentialType, displayName } = provider;
	try {
		const data = { ...(await context.getCredentials(credentialType, item)) };
		const id = credentialId(context, provider);
		askedByNode.set(data, id);
		const name = context.getNode().credentials?.[credentialType]?.name ?? '';
		await context.helpers.httpRequestWithAuthentication.call(
			context as IExecuteFunctions,
			credentialType,
			{ url: baseUrl, headers: { [RENEW_HEADER]: 'true' } },
			// Without it n8n would renew the account of the first item.
			{ credentialsDecrypted: { id, name, type: credentialType, data } },
		);
		return null;
	} catch (exception) {
		for (let cause: unknown = exception; cause instanceof Error; cause = cause.cause) {
			if (cause instanceof SessionReady) return null;
			if (cause instanceof FailureError) return cause.failure;
		}
		if (faultOf(exception) === 'domain') {
			return transportFailure('domain', displayName, baseUrl, exception);
		}
		return {
			kind: 'unknown',
			message: `n8n could not renew the session of the ${displayName} credential`,
			description:
				'Open the credential and test it. If it comes from an external secrets store, check that n8n can read it.',
			cause: exception,
		};
	}
}
