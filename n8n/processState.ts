import { RateLimiters } from '../client/rateLimiters';
import { BoundedMap } from '../http/bounded';
import { Agents } from '../http/agents';
import type { Runtime } from '../http/runtime';
import { ProviderClocks } from '../providers/clockSkew';
import { TokenMemory } from './session/tokenMemory';

const MOST_POLLS = 10_000;

/** What the next poll of a trigger has to know of its last one. */
export interface RememberedPoll {
	/** A fingerprint of what n8n had stored before it. */
	readonly stored: string;
	/** What it remembered and n8n may not have stored, `null` for nothing. */
	readonly after: object | null;
	/** When it was, in epoch milliseconds. */
	readonly now: number;
	/** What it wrote into n8n's log. */
	readonly line: string;
	/** Ids of orders whose fetch was under way when its time was over. */
	readonly late: ReadonlySet<string>;
}

/** All that outlives a run in the memory of this process, with its bounds. */
export class ProcessState {
	readonly agents = new Agents();
	readonly clocks: ProviderClocks;
	readonly rateLimiters: RateLimiters;

	readonly tokens = new TokenMemory();

	readonly polls = {
		/** Nodes whose poll is under way. */
		underWay: new Set<string>(),
		/** Contexts that have polled: n8n's in-memory engine uses one from activation on. */
		contexts: new WeakSet<object>(),
		remembered: new BoundedMap<RememberedPoll>(MOST_POLLS),
	};

	constructor(runtime: Runtime) {
		this.clocks = new ProviderClocks(runtime);
		this.rateLimiters = new RateLimiters(runtime);
	}
}

const states = new WeakMap<Runtime, ProcessState>();

/** n8n makes nodes and credentials one by one; those of a process share its state. */
export function processStateOf(runtime: Runtime): ProcessState {
	const state = states.get(runtime) ?? new ProcessState(runtime);
	states.set(runtime, state);
	return state;
}
