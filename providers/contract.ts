import type { INodeProperties } from 'n8n-workflow';

import type { Order } from '../order/order';

/** What a provider's refusal, or the way there, comes down to. The node's texts hang on it. */
export type FailureKind =
	| 'throttled'
	| 'transient'
	| 'session'
	| 'authorize'
	| 'credentials'
	| 'signature'
	| 'clock'
	| 'data_center'
	| 'permission'
	| 'subscription'
	| 'not_found'
	| 'shop'
	| 'parameters'
	| 'answer'
	| 'refused'
	| 'canceled'
	| 'unknown';

/** A failure in the provider's terms and in the user's: closed, plain data, free of secrets. */
export interface Failure {
	readonly kind: FailureKind;
	/** What happened, in the user's words; names the field where one is to blame. */
	readonly message: string;
	/** How to mend it. */
	readonly description: string;
	/** The provider's own code and, where there is one, its finer code. */
	readonly code: string;
	readonly subCode: string;
	/** The provider's own words. */
	readonly text: string;
	/** The provider's id of the request (request_id, tid), for its support. */
	readonly requestId: string;
	/** Milliseconds the provider asks to wait, or null. */
	readonly wait: number | null;
	/** The provider's clock in epoch milliseconds, where a clock fault told it, or null. */
	readonly serverTime: number | null;
	readonly httpStatus: number | null;
}

export type Outcome<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly failure: Failure };

/** One order that the user asked for; equal queries are fetched once in a run. */
export interface OrderQuery {
	readonly provider: string;
	readonly orderId: string;
	/** The provider's own parameters by name, e.g. `mallCode`. */
	readonly fields: Readonly<Record<string, string>>;
	readonly language: string;
	/** IANA name of the zone in which times without one are read. */
	readonly timeZone: string;
	readonly includeTracking: boolean;
}

/** The part of a credential that signs: never shown, never logged. */
export interface Account {
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** App Key or Access ID. */
	readonly key: string;
	/** App Secret or Access Secret. */
	readonly secret: string;
	/** `''` when there is none yet. */
	readonly accessToken: string;
	/** Epoch milliseconds, 0 when not known. */
	readonly expiresAt: number;
	/** Everything in this account that must not be shown. */
	readonly secrets: readonly string[];
}

/** A decrypted credential as n8n hands it out. */
export type CredentialData = Readonly<Record<string, unknown>>;

/** What makes each attempt unlike the one before: an argument, so that signing stays pure. */
export interface Stamp {
	/** Epoch milliseconds, the provider's clock as far as known. */
	readonly now: number;
	readonly nonce: string;
}

export interface SignedRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** An answer as it came over the wire; `body` is parsed without loss, `undefined` if not JSON. */
export interface Reply {
	readonly status: number;
	readonly retryAfter: number | null;
	readonly body: unknown;
}

/** A call that goes out beside the order's own and is merged into the order. */
export interface FollowUp {
	readonly wanted: (query: OrderQuery) => boolean;
	readonly request: (query: OrderQuery, account: Account, stamp: Stamp) => SignedRequest;
	readonly response: (reply: Reply, query: OrderQuery, account: Account) => Outcome<unknown>;
	/** The order with the payload in it; with a failure instead, the order whole and a warning. */
	readonly merge: (order: Order, outcome: Outcome<unknown>) => Order;
}

/** What a provider is to the node. Everything but the texts is a pure, total function. */
export interface Provider {
	readonly name: string;
	readonly displayName: string;
	readonly credentialType: string;
	/** Parameters beside the order id, each a required text; the node shows them for this provider. */
	readonly parameters: readonly INodeProperties[];
	/** Options that only this provider has. */
	readonly options: readonly INodeProperties[];
	/** Refuses what must not be sent; answers with the query as it will be sent. */
	readonly check: (query: OrderQuery) => Outcome<OrderQuery>;
	/** Reads the decrypted credential. */
	readonly account: (credentials: CredentialData) => Outcome<Account>;
	/** True when the session should be renewed before it is used; `now` is the local clock. */
	readonly isStale: (credentials: CredentialData, now: number) => boolean;
	/** True when a failure may vanish with another session; asked once per call. */
	readonly wantsFreshSession: (failure: Failure, account: Account, now: number) => boolean;
	/**
	 * Sentences for the user about the credential, e.g. an authorization that ends soon. `isSetAside`
	 * is true when what the credential would be renewed with was refused and the session beside it is
	 * in use.
	 */
	readonly notices: (
		credentials: CredentialData,
		now: number,
		isSetAside: boolean,
	) => readonly string[];
	readonly request: (query: OrderQuery, account: Account, stamp: Stamp) => SignedRequest;
	readonly response: (reply: Reply, query: OrderQuery, account: Account) => Outcome<unknown>;
	readonly normalize: (payload: unknown, query: OrderQuery) => Order;
	readonly followUp?: FollowUp;
}
