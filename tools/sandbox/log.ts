import type { IncomingHttpHeaders } from 'node:http';

import type { Fault } from './faults';
import type { CallName, ProviderName } from './types';

export interface LoggedRequest {
	/** `none` for a path that belongs to neither provider. */
	readonly provider: ProviderName | 'none';
	readonly call: CallName;
	readonly method: string;
	/** Without the query, not decoded. */
	readonly path: string;
	/** The decoded query; parameters of a form are in `body`. */
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly orderId: string;
	readonly accessToken: string;
	/** `ok`, the code of the refusal, or `fault` when a fault stood in the answer's place. */
	readonly outcome: string;
	/** `''` without a fault. */
	readonly fault: Fault['kind'] | '';
	/** Sockets are numbered from 1 as they are opened. */
	readonly socketId: number;
	/** The sandbox's clock, epoch milliseconds. */
	readonly at: number;
}

/** The requests so far; numbers are kept apart, so that asking for one is quick and needs no list. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];
	private readonly counts = new Map<string, number>();

	add(call: CallName, orderId: string): void {
		this.raise(call);
		if (orderId !== '') this.raise(`${call} ${orderId}`);
	}

	count(call: string, orderId?: string): number {
		return this.counts.get(orderId === undefined ? call : `${call} ${orderId}`) ?? 0;
	}

	clear(): void {
		this.entries.length = 0;
		this.counts.clear();
	}

	private raise(key: string): void {
		this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
	}
}
