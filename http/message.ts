export interface SignedRequest {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** `''` for none. */
	readonly body: string;
}

/** Headers of a response as text. */
export const textHeaders = (
	headers: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);

/** A response as it came over the wire; `body` is parsed without loss, `undefined` if not JSON. */
export interface Reply {
	readonly status: number;
	/** Milliseconds that the server asks to wait, or `null`. */
	readonly retryAfter: number | null;
	/** By name in lower case; what came several times is joined by commas. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: unknown;
}
