import type { Failure } from '../providers/failure';

/**
 * How a node makes n8n renew a session. n8n renews when a request is answered with 401, but providers
 * reject a token inside a 200. So the node asks for a request that is never sent: it names the
 * rejected token in a header, `authenticate` sees it and throws one of the two exceptions below.
 */
export const RENEW_HEADER = 'x-renew-session';

/**
 * Credentials that a node has decrypted to ask for a session: it sees by itself when a token is
 * rejected, which the HTTP Request node and a credential's test do not.
 */
export const askedByNode = new WeakSet<object>();

/** Has n8n run `preAuthentication`, store its result and authenticate again. */
export class SessionExpired extends Error {
	override readonly name = 'SessionExpired';
	readonly response = { status: 401 };
}

/** Ends the request: the stored session is not the rejected one, or no longer. */
export class SessionReady extends Error {
	override readonly name = 'SessionReady';
}

/**
 * A failure on its way through n8n, which wraps it and keeps it as a cause. A credential's test shows
 * the message alone, so that it also says how to fix it.
 */
export class SessionError extends Error {
	override readonly name = 'SessionError';

	constructor(readonly failure: Failure) {
		super(`${failure.message}. ${failure.description}`);
	}
}

/** True when the provider says that a code or refresh token is used up, maybe by another worker. */
export const isUsedUp = ({ kind, code }: Failure): boolean =>
	kind === 'authorization_required' && code !== undefined;
