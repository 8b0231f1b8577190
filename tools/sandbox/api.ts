import type { AliExpressScenario } from './aliexpress/scenarios';
import type { FaultPlan } from './faults';
import type { LoggedRequest } from './log';
import type { Mall } from './tuya/mall';
import type { TuyaScenario } from './tuya/scenarios';
import type { ProviderName } from './types';

export interface SandboxOptions {
	readonly tls?: boolean;
	/** Default 0: any free port. */
	readonly port?: number;
	/** The path that `baseUrl` has and every request starts with, such as `/gateway`; default none. */
	readonly prefix?: string;
	/** The sandbox's clock for tokens and skew, epoch milliseconds. */
	readonly now?: () => number;
	/** For `faults.random`. */
	readonly seed?: number;
	/** False keeps `requests` empty; `count` still works. */
	readonly log?: boolean;
	/**
	 * Calls that each provider accepts in any second; one more bans all its calls for a second. Default:
	 * no limit. Token calls are not limited.
	 */
	readonly callsPerSecond?: number;
	/**
	 * Accepted calls after which all access tokens of a provider expire, again and again. Default: they
	 * only expire with time. Token calls do not count.
	 */
	readonly callsPerToken?: number;
	/** `clockOffset` in milliseconds, `tokenLife` in seconds (default 7200). */
	readonly tuya?: { readonly clockOffset?: number; readonly tokenLife?: number };
	/** Seconds; default one day and two days, like an app in test status. */
	readonly aliexpress?: {
		readonly accessLife?: number;
		readonly refreshLife?: number;
		/** Default false: a refresh gives new tokens of both kinds. */
		readonly keepsRefreshToken?: boolean;
	};
}

export interface Sandbox {
	/** Base URL of both providers. */
	readonly baseUrl: string;
	/** PEM to trust, `null` without TLS. */
	readonly certificate: string | null;
	/** The credential fields as a user enters them. */
	readonly demo: {
		readonly aliExpressApi: {
			readonly appKey: string;
			readonly appSecret: string;
			readonly accessToken: string;
			readonly refreshToken: string;
			readonly authorizationCode: '';
			readonly baseUrl: string;
		};
		readonly tuyaApi: {
			readonly accessId: string;
			readonly accessSecret: string;
			readonly dataCenter: 'custom';
			readonly baseUrl: string;
		};
	};
	/** The mall that the Tuya orders belong to. */
	readonly mallCode: string;
	readonly siteCode: string;
	readonly requests: readonly LoggedRequest[];
	/** Sockets opened so far. */
	readonly sockets: number;
	readonly openSockets: number;
	/** Number of requests by call (`order`, `search`, `tracking`, `token`, `refresh`, `other`), optionally of one order. */
	count(call: string, orderId?: string): number;
	/** Sets the reply body for an order: data, or text that is sent unchanged. */
	setOrder(provider: ProviderName, orderId: string, payload: unknown): void;
	setTracking(orderId: string, payload: unknown): void;
	/**
	 * Moves a generated order one step along its provider's sequence, or to a scenario, also back; an
	 * order at its end stays there. Returns the scenario that it is in now. Lines, amounts and parcel
	 * numbers stay the same. Throws for an order that is not generated and for an unknown scenario.
	 */
	move(orderId: string, to?: AliExpressScenario | TuyaScenario): AliExpressScenario | TuyaScenario;
	/** The orders that a search of the mall finds. */
	readonly tuya: Mall;
	/** Creates an AliExpress authorization code. */
	issueCode(): string;
	/** Expires every access token issued so far. */
	expireAccessTokens(provider: ProviderName): void;
	/** Invalidates every AliExpress refresh token issued so far. */
	revokeRefreshTokens(): void;
	/** The newest tokens, even if they are no longer valid. */
	currentTokens(): {
		readonly aliexpress: { readonly accessToken: string; readonly refreshToken: string };
		readonly tuya: { readonly accessToken: string };
	};
	readonly faults: FaultPlan;
	/**
	 * Clears the log and the faults, and puts moved orders, the list of the mall and its search back, but
	 * keeps tokens and the replies that were set.
	 */
	reset(): void;
	/** Stops the server and closes its sockets. */
	close(): Promise<void>;
}
