/** A request as it is sent, signature included. */
export interface SignedRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** `''` for none. */
	readonly body: string;
}

/** A response as it came over the wire; `body` is parsed without loss, `undefined` if not JSON. */
export interface Reply {
	readonly status: number;
	/** Milliseconds that the server asks to wait, or `null`. */
	readonly retryAfter: number | null;
	readonly body: unknown;
}
