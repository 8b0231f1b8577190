import type { FaultPlan } from './faults';
import type { LoggedRequest } from './log';
import type { ProviderName } from './types';

export interface SandboxOptions {
	readonly tls?: boolean;
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** The sandbox's clock for tokens and skew, epoch milliseconds. */
	readonly now?: () => number;
	/** For `faults.random`. */
	readonly seed?: number;
	/** False keeps no list of requests (`requests` stays empty); `count` works all the same. */
	readonly log?: boolean;
	/** `clockOffset` in milliseconds, `tokenLife` in seconds (default 7200). */
	readonly tuya?: { readonly clockOffset?: number; readonly tokenLife?: number };
	/** Seconds; default a day and two days, as for an app in test. */
	readonly aliexpress?: { readonly accessLife?: number; readonly refreshLife?: number };
}

export interface Sandbox {
	/** Both providers answer here. */
	readonly baseUrl: string;
	/** PEM to trust, `null` without TLS. */
	readonly certificate: string | null;
	/** The credentials as a user fills them in. */
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
	/** Requests of a kind (`order`, `tracking`, `token`, `refresh`, `other`), of one order if given. */
	count(call: string, orderId?: string): number;
	/** The whole body that is answered for the order: data, or text that is sent as it is. */
	setOrder(provider: ProviderName, orderId: string, payload: unknown): void;
	setTracking(orderId: string, payload: unknown): void;
	/** A fresh AliExpress authorization code. */
	issueCode(): string;
	/** Every access token issued so far counts as expired. */
	expireAccessTokens(provider: ProviderName): void;
	/** Every AliExpress refresh token issued so far stops working. */
	revokeRefreshTokens(): void;
	/** The newest tokens, whether or not they still work. */
	currentTokens(): {
		readonly aliexpress: { readonly accessToken: string; readonly refreshToken: string };
		readonly tuya: { readonly accessToken: string };
	};
	readonly faults: FaultPlan;
	/** Forgets the log and the faults; tokens and set orders stay. */
	reset(): void;
	/** Ends listening and destroys the sockets. */
	close(): Promise<void>;
}
