import type { Reply, SignedRequest } from '../http/message';
import type { Result } from './failure';

/** A provider's own options by name, as its description names them. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

export interface ProviderQuery {
	readonly provider: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly language: string;
	readonly options: OptionValues;
}

/** One order that the user asked for; equal queries are fetched once in a run. */
export interface OrderQuery extends ProviderQuery {
	readonly orderId: string;
}

export type CredentialData = Readonly<Record<string, unknown>>;

/** The part of a credential that signs: never shown, never logged. */
export interface SigningCredentials {
	/** Without a slash at its end. */
	readonly baseUrl: string;
	/** The public key, e.g. App Key or Access ID. */
	readonly key: string;
	readonly secret: string;
	/** `''` when there is none yet. */
	readonly accessToken: string;
	/**
	 * Tells accounts of one app apart, without a secret, e.g. by a hash of what was authorized; `''` or
	 * missing where the key alone names the account.
	 */
	readonly tenant?: string;
	/** Where the session is renewed, if not at the base URL. */
	readonly tokenUrl?: string;
	/** Epoch milliseconds, 0 when not known. */
	readonly expiresAt: number;
	readonly secrets: readonly string[];
}

/** What makes each attempt unlike the one before: an argument, so that signing stays pure. */
export interface SigningContext {
	/** Epoch milliseconds by the provider's clock, as far as known. */
	readonly now: number;
	readonly nonce: string;
}

/** A payload as it came, and as the provider's `payload.ts` has read it. */
export interface Received<Payload> {
	readonly raw: unknown;
	readonly payload: Payload;
}

/** What a call gives. */
export type Answer<Payload> = Result<Received<Payload>>;

/** How fast one account may make a call, as the provider documents it. */
export interface Pace {
	/** Calls of one name share one bucket of permits. */
	readonly name: string;
	readonly perSecond: number;
	readonly burst: number;
}

/** A provider's call as two pure steps: a signed request, and what its reply means. */
export interface ProviderCall<Payload, Query = OrderQuery> {
	/** Missing where the rate is learned from refusals. */
	readonly pace?: Pace;
	/** Calls a second that a reply grants this account, `null` if it does not say; outranks the pace. */
	readonly rateIn?: (reply: Reply) => number | null;
	readonly request: (
		query: Query,
		credentials: SigningCredentials,
		context: SigningContext,
	) => SignedRequest;
	readonly response: (
		reply: Reply,
		query: Query,
		credentials: SigningCredentials,
	) => Answer<Payload>;
}
