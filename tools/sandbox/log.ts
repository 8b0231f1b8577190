import type { Fault } from './faults';
import type { Incoming, Prepared, ProviderName } from './types';

export interface LoggedRequest
	extends Omit<Prepared, 'reply'>,
		Pick<Incoming, 'method' | 'headers'> {
	/** `none` for a path that belongs to no provider. */
	readonly provider: ProviderName | 'none';
	/** Without the query, not decoded. */
	readonly path: string;
	/** The decoded query; parameters of a form are in `body`. */
	readonly query: Readonly<Record<string, string>>;
	readonly body: string;
	/** `ok`, the code of the failure, or `fault` when a fault replaced the reply. */
	readonly outcome: string;
	/** `''` without a fault. */
	readonly fault: Fault['kind'] | '';
	/** Sockets are numbered from 1 in the order in which they are opened. */
	readonly socketId: number;
	/** The sandbox's clock, epoch milliseconds. */
	readonly at: number;
}

/** Logs the requests. Counters are separate, so that `count` is fast and works without the list. */
export class RequestLog {
	readonly entries: LoggedRequest[] = [];
	private readonly counts = new Map<string, number>();

	/** `keepsEntries` is false for counters only. */
	constructor(private readonly keepsEntries: boolean) {}

	add(
		{ call, orderId }: Pick<LoggedRequest, 'call' | 'orderId'>,
		entry: () => LoggedRequest,
	): void {
		if (this.keepsEntries) this.entries.push(entry());
		for (const key of orderId === '' ? [call] : [call, `${call} ${orderId}`]) {
			this.counts.set(key, this.count(key) + 1);
		}
	}

	count(call: string, orderId?: string): number {
		return this.counts.get(orderId === undefined ? call : `${call} ${orderId}`) ?? 0;
	}

	clear(): void {
		this.entries.length = 0;
		this.counts.clear();
	}
}
