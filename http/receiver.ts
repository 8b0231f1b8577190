import type { Dispatcher } from 'undici';

export interface RawResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly bytes: Buffer;
}

/** Collects one response. undici's own `request` would double the cost of sending. */
export class Receiver implements Dispatcher.DispatchHandler {
	/** Rejects with undici's exception. */
	readonly response: Promise<RawResponse>;
	isStopped = false;
	private resolve!: (response: RawResponse) => void;
	private reject!: (cause: Error) => void;
	private controller: Dispatcher.DispatchController | undefined;
	private status = 0;
	private headers: RawResponse['headers'] = {};
	private readonly chunks: Buffer[] = [];

	constructor() {
		this.response = new Promise((resolve, reject) => {
			this.resolve = resolve;
			this.reject = reject;
		});
	}

	/** Closes the connection, at once or when the request would be sent. */
	stop(): void {
		this.isStopped = true;
		this.controller?.abort(new Error('The request was stopped'));
	}

	onRequestStart(controller: Dispatcher.DispatchController): void {
		this.controller = controller;
		if (this.isStopped) this.stop();
	}

	/** Comes once more after an informational response (HTTP 1xx). */
	onResponseStart(
		_controller: Dispatcher.DispatchController,
		status: number,
		headers: RawResponse['headers'],
	): void {
		this.status = status;
		this.headers = headers;
	}

	onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
		this.chunks.push(chunk);
	}

	onResponseEnd(): void {
		const { status, headers, chunks } = this;
		const [only, ...others] = chunks;
		const bytes = only && others.length === 0 ? only : Buffer.concat(chunks);
		this.resolve({ status, headers, bytes });
	}

	onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
		this.reject(cause);
	}
}
