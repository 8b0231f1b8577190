import type {
	CredentialData,
	Failure,
	Outcome,
	Reply,
	SignedRequest,
	Stamp,
} from '../providers/contract';

/** What a renewed session changes in the stored credential; `session` stays empty for ever. */
export type SessionUpdate = Readonly<Record<string, string | number>> & { readonly session: '' };

/** How a provider's session is renewed: two pure steps around one request. */
export interface SessionRules {
	readonly needsRenewal: (credentials: CredentialData, now: number) => Outcome<boolean>;
	readonly request: (credentials: CredentialData, stamp: Stamp) => Outcome<SignedRequest>;
	/** What the request uses up (a code, a refresh token), `''` if it can be made again. */
	readonly singleUse: (credentials: CredentialData) => string;
	/**
	 * The credential to go on with when what its renewal uses up turns out to be used up: without it,
	 * if there is a session beside it. Null when there is none.
	 */
	readonly spare: (credentials: CredentialData) => CredentialData | null;
	/** @param now the local clock, in epoch milliseconds: what `expiresAt` is measured with */
	readonly update: (
		reply: Reply,
		credentials: CredentialData,
		now: number,
	) => Outcome<SessionUpdate>;
}

/** True for the provider's word that a code or a refresh token is used up, maybe by another worker. */
export const isUsedUp = ({ kind, code }: Failure): boolean => kind === 'authorize' && code !== '';

/**
 * Thrown out of a credential's `preAuthentication` and `authenticate`, where n8n knows no other way
 * to say no. n8n wraps it and keeps it as the cause, which is where the node finds the failure. A
 * credential's test shows nothing but the message, so that it says how to mend it, too.
 */
export class SessionError extends Error {
	override readonly name = 'SessionError';

	constructor(readonly failure: Failure) {
		super(`${failure.message}. ${failure.description}`);
	}
}

/**
 * The header with which the node asks a credential for a session other than the one it names. It
 * never leaves the process: `authenticate` answers it with `StaleSession` or `SessionReady`.
 */
export const RENEW_HEADER = 'x-renew-session';

/** Tells n8n to run `preAuthentication` and to authenticate again. */
export class StaleSession extends Error {
	override readonly name = 'StaleSession';
	readonly response = { status: 401 };
}

/** Tells the node that the stored session is another one now; no request has to be sent. */
export class SessionReady extends Error {
	override readonly name = 'SessionReady';
}
