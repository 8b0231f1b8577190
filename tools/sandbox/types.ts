import type { IncomingHttpHeaders } from 'node:http';

export type ProviderName = 'aliexpress' | 'tuya' | 'amazon';
export type CallName = 'order' | 'search' | 'tracking' | 'token' | 'refresh' | 'other';

/** A received request; `path` and `query` (without `?`) are not decoded. */
export interface Incoming {
	readonly method: string;
	readonly path: string;
	/** What the gateway's own address adds before `path`. */
	readonly prefix?: string;
	readonly query: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** `outcome` is `ok` or the provider's code of the failure. */
export interface Reply {
	readonly outcome: string;
	readonly status: number;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A parsed request; `reply` verifies and performs it. */
export interface Prepared {
	readonly call: CallName;
	/** `''` when the request names none. */
	readonly orderId: string;
	/** `''` when the request carries none. */
	readonly accessToken: string;
	readonly reply: () => Reply;
}

/** One provider of the sandbox. */
export type Gateway = (request: Incoming) => Prepared;

/** Whether the body of a request is said to be a form. */
export const isForm = ({ headers }: Incoming): boolean =>
	/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '');
