export type ProviderName = 'aliexpress' | 'tuya';

/**
 * `direct`: loopback TLS. `far`: through the relay, like a user far from the gateway. `new`: like `far`,
 * but without open connections, like a workflow that runs occasionally.
 */
export type Path = 'direct' | 'far' | 'new';

/** The credentials of both providers. */
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

/** Orders to fetch with the given concurrency. */
export interface Task {
	readonly provider: ProviderName;
	readonly baseUrl: string;
	readonly orderIds: readonly string[];
	readonly concurrency: number;
}

/** A prepared run. */
export interface Run {
	/** Fetches the orders; resolves to what the client returns to its user. */
	readonly go: () => Promise<unknown>;
	/** Counts the orders and rows of a result; not measured. */
	readonly count: (result: unknown) => { readonly orders: number; readonly rows: number };
}

/** A client to compare. `prepare` is not measured. */
export interface Contender {
	readonly prepare: (task: Task) => Promise<Run>;
}

/** Bytes on the heap. */
export interface HeapUse {
	/** The most during the run, garbage that is not yet collected included. */
	readonly peak: number;
	/** What the result holds: the run's items. */
	readonly rows: number;
	/** What was there before the run, when the result of the last one was dropped. */
	readonly before: number;
}

/** The resources that one run used. */
export interface Cost {
	readonly seconds: number;
	/** Milliseconds of processor time, user and system, over all threads of the process. */
	readonly cpu: number;
	/** Largest resident set during the run, in bytes. */
	readonly peakMemory: number;
	/** `null` unless requested, as collecting garbage takes time. */
	readonly heap: HeapUse | null;
}

/** A request of the parent process to a client. */
export interface Question extends Omit<Task, 'orderIds'> {
	readonly orders: number;
	readonly heap: boolean;
}

/** Counters of the gateway's process. */
export interface GatewayState {
	/** Sockets opened. */
	readonly sockets: number;
}
