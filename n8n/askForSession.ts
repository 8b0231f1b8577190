import type { IExecuteFunctions } from 'n8n-workflow';

import { faultOf } from '../http/fault';
import type { Provider } from '../providers/contract';
import type { Failure } from '../providers/failure';
import { transportFailure } from '../providers/transportFailure';
import type { NodeContext } from './context';
import {
	askedByNode,
	RENEW_HEADER,
	SessionError,
	SessionExpired,
	SessionReady,
} from './renewSignal';

/**
 * Has n8n renew the session in the credential and store it, see `renewSignal.ts`. No request is sent
 * to the provider but the renewal itself.
 *
 * @param item the item that the credential is resolved for
 * @param rejected the token that the provider rejected, `''` to renew what is near its end
 * @param baseUrl the credential's address, which n8n checks against its allowed domains
 * @returns why there is no other session, or `null` when there is
 */
export async function askForSession(
	context: NodeContext,
	{ credentialType, displayName }: Provider,
	item: number,
	baseUrl: string,
	rejected: string,
): Promise<Failure | null> {
	try {
		const data = { ...(await context.getCredentials(credentialType, item)) };
		askedByNode.add(data);
		const { id = null, name = '' } = context.getNode().credentials?.[credentialType] ?? {};
		await context.helpers.httpRequestWithAuthentication.call(
			context as IExecuteFunctions,
			credentialType,
			{ url: baseUrl, headers: { [RENEW_HEADER]: rejected } },
			// Without it n8n would renew the account of the first item.
			{ credentialsDecrypted: { id: id ?? '', name, type: credentialType, data } },
		);
		return null;
	} catch (exception) {
		for (let cause: unknown = exception; cause instanceof Error; cause = cause.cause) {
			// A provider may hand out the very token again; a retry shows whether it is good now.
			if (cause instanceof SessionReady || cause instanceof SessionExpired) return null;
			if (cause instanceof SessionError) return cause.failure;
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
