export type ProviderName = 'aliexpress' | 'tuya';

/**
 * `direct`: loopback TLS; `far`: the same through the relay, as a user far from the gateway; `new`:
 * the same distance with no connection open yet, as a workflow that runs once in a while.
 */
export type Path = 'direct' | 'far' | 'new';

/** All that a client needs to talk to the gateway of one provider. */
export interface Access {
	readonly aliexpress: {
		readonly appKey: string;
		readonly appSecret: string;
		readonly accessToken: string;
	};
	readonly tuya: {
		readonly accessId: string;
		readonly accessSecret: string;
		readonly accessToken: string;
		readonly mallCode: string;
		readonly siteCode: string;
	};
}

/** Orders to fetch, so many at a time. */
export interface Task {
	readonly provider: ProviderName;
	readonly baseUrl: string;
	readonly orderIds: readonly string[];
	readonly concurrency: number;
}

/** A run as it will be measured. */
export interface Run {
	/** Fetches the orders; resolves to what the client gives its user. */
	readonly go: () => Promise<unknown>;
	/** How many orders, and rows, a result holds; not measured. */
	readonly count: (result: unknown) => { readonly orders: number; readonly rows: number };
}

/** A way to fetch orders. What `prepare` does is not measured. */
export interface Contender {
	readonly prepare: (task: Task) => Promise<Run>;
}

/** What one run cost the process that made it. */
export interface Cost {
	readonly seconds: number;
	/** Milliseconds of processor time, user and system, over all threads of the process. */
	readonly cpu: number;
	/** Largest resident set seen while it ran, in bytes. */
	readonly peakMemory: number;
	/** Bytes that the result holds on the heap for each row; only where it was asked for. */
	readonly heapPerRow: number | null;
}

/** What the parent process asks a client for. */
export interface Question extends Omit<Task, 'orderIds'> {
	readonly orders: number;
	readonly heap: boolean;
}

/** What the gateway's process has done so far. */
export interface GatewayState {
	/** Sockets opened. */
	readonly sockets: number;
}
