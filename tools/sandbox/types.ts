import type { IncomingHttpHeaders } from 'node:http';

export type ProviderName = 'aliexpress' | 'tuya';
export type CallName = 'order' | 'tracking' | 'token' | 'refresh' | 'other';

/** A request as it came over the wire: `path` and `query` (without `?`) are not decoded. */
export interface Incoming {
	readonly method: string;
	readonly path: string;
	readonly query: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** `outcome` is `ok` or the provider's code of the refusal. */
export interface Answer {
	readonly outcome: string;
	readonly status: number;
	readonly body: string;
}

/** A request that has been read but not judged; `answer` checks it and does what it asks. */
export interface Prepared {
	readonly call: CallName;
	/** `''` when the request names none. */
	readonly orderId: string;
	/** `''` when the request carries none. */
	readonly accessToken: string;
	readonly answer: () => Answer;
}

/** One provider's side of the sandbox. */
export type Gateway = (request: Incoming) => Prepared;
