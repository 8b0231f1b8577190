import type { INodeProperties } from 'n8n-workflow';

import type { Reply, SignedRequest } from '../http/message';
import type { Order } from '../order/order';
import type {
	CredentialData,
	OrderQuery,
	ProviderCall,
	SigningContext,
	SigningCredentials,
} from './call';
import type { Failure, Result } from './failure';
import type { OrderSearch } from './search';

export interface TrackingCall<Payload> extends ProviderCall<Payload> {
	isWanted(query: OrderQuery): boolean;
	/** False if nothing of the order can have been sent, so its tracking is not requested. */
	mayHaveParcels(order: Order): boolean;
	readonly offHint: string;
	/** The order with the tracking in it; after a failure the order as it was, with a warning. */
	merge(order: Order, outcome: Result<Payload>): Order;
}

/** A request that someone else makes, e.g. n8n's HTTP Request node. */
export interface OutgoingRequest {
	readonly method: string;
	readonly url: URL;
	/** From the URL and the options together, decoded. */
	readonly query: Readonly<Record<string, string>>;
	/** With names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** As it is sent, unless the signature changes the form; empty for none. */
	readonly body: Uint8Array;
	/** `null` for a body that is no form. */
	readonly form: Readonly<Record<string, string>> | null;
}

/** What signing adds to an outgoing request: headers, and the whole query. */
export interface RequestSignature {
	/** With names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
	/** The whole form, where the signature covers its fields rather than its bytes. */
	readonly form?: Readonly<Record<string, string>>;
}

/**
 * The tokens of a renewed session by the fields that they replace, with `expiresAt` and `refreshExpiresAt`
 * in epoch milliseconds.
 */
export type SessionUpdate = Readonly<Record<string, string | number>> & { readonly session: '' };

export interface SessionRules {
	/** True when the session has to be renewed before it is used; `now` is the local clock. */
	readonly isExpired: (credentials: CredentialData, now: number) => boolean;
	/** True when a failed call may succeed with another session; asked once per call. */
	readonly mayBeExpired: (
		failure: Failure,
		credentials: SigningCredentials,
		now: number,
	) => boolean;
	readonly request: (credentials: CredentialData, context: SigningContext) => Result<SignedRequest>;
	/** @param now the local clock in epoch milliseconds, by which `expiresAt` is measured */
	readonly update: (
		reply: Reply,
		credentials: CredentialData,
		now: number,
	) => Result<SessionUpdate>;
	/** The fields that a person fills in to authorize; none for providers that need no authorization. */
	readonly typedFields?: readonly string[];
	readonly oneTimeGrant?: OneTimeGrantRules;
	/** Sentences for the user about the session, e.g. an authorization that ends soon. */
	readonly warnings?: (
		credentials: CredentialData,
		now: number,
		isCodeRefused: boolean,
	) => readonly string[];
}

export interface OneTimeGrantRules {
	/** What the next renewal uses up, `''` for nothing. */
	readonly of: (credentials: CredentialData) => string;
	/** The credential without its code, the same one if there is none. */
	readonly withoutCode: (credentials: CredentialData) => CredentialData;
}

export interface CredentialTestRefusal {
	readonly key: string;
	readonly value: string | number | boolean;
	readonly message: string;
}

export interface CredentialTestStatus {
	readonly value: number;
	readonly message: string;
}

/** What makes an n8n credential of a provider. */
export interface CredentialRules {
	readonly displayName: string;
	readonly read: (credentials: CredentialData) => Result<SigningCredentials>;
	readonly session: SessionRules;
	/** A failure for a request that the provider would not take. */
	readonly signRequest: (
		request: OutgoingRequest,
		credentials: SigningCredentials,
		context: SigningContext,
	) => Result<RequestSignature>;
}

/** A provider. Everything but the texts is a pure, total function. */
export interface Provider<Payload = unknown, Tracking = unknown> {
	readonly name: string;
	readonly displayName: string;
	readonly credentialType: string;
	readonly credential: CredentialRules;
	readonly orderId: { readonly form: RegExp; readonly example: string };
	/** What the option Language takes, e.g. `en`; `''` for nothing. */
	readonly languages: string;
	/** Parameters next to the order id, each a required text; shown for this provider only. */
	readonly parameters: readonly INodeProperties[];
	readonly options: readonly INodeProperties[];
	/** Refuses what must not be sent; returns the query as it will be sent. */
	readonly validate: (query: OrderQuery) => Result<OrderQuery>;
	readonly order: ProviderCall<Payload>;
	normalize(payload: Payload, query: OrderQuery): Order;
	readonly tracking?: TrackingCall<Tracking>;
	readonly search?: OrderSearch<Payload>;
}
