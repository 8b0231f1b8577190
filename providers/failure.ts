/** What every failure says. Free of secrets once it has passed `redactFailure`. */
interface Facts {
	/** What happened, in at most twelve words; names the field where one is to blame. */
	readonly message: string;
	/** How to fix it, naming fields as the form shows them. */
	readonly description: string;
	/** The provider's own code, or the system's for a request that got no answer. */
	readonly code?: string;
	readonly subCode?: string;
	readonly providerMessage?: string;
	/** The provider's id of the request (request_id, tid), for its support. */
	readonly requestId?: string;
	readonly httpStatus?: number;
	/** For the log. */
	readonly cause?: unknown;
}

/** Failures that a retry can help; `retryAfter` is the wait in milliseconds that was asked for. */
type Retryable = Facts & { readonly kind: 'throttled' | 'transient'; readonly retryAfter?: number };

/** `serverTime` is the provider's clock in epoch milliseconds, where it said so. */
type ClockSkew = Facts & { readonly kind: 'clock_skew'; readonly serverTime?: number };

type Final = Facts & {
	readonly kind:
		| 'session_expired'
		| 'authorization_required'
		| 'invalid_credentials'
		| 'wrong_data_center'
		| 'permission_denied'
		| 'subscription_required'
		| 'ip_not_allowed'
		| 'not_found'
		| 'unknown_mall'
		| 'invalid_parameter'
		| 'invalid_response'
		| 'request_blocked'
		| 'canceled'
		| 'unknown';
};

/** Why an order did not arrive. `kind` is the public `details.reason` of a failed item. */
export type Failure = Retryable | ClockSkew | Final;
export type FailureKind = Failure['kind'];
export const kinds = (...names: readonly FailureKind[]): ReadonlySet<FailureKind> => new Set(names);

export interface Err {
	readonly ok: false;
	readonly failure: Failure;
}
export type Result<T> = { readonly ok: true; readonly value: T } | Err;

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const err = (failure: Failure): Err => ({ ok: false, failure });

/** A value that the user has to change, before anything is sent. */
export const invalidParameter = (message: string, description: string): Err =>
	err({ kind: 'invalid_parameter', message, description });
export const invalidCredentials = (message: string, description: string): Err =>
	err({ kind: 'invalid_credentials', message, description });
