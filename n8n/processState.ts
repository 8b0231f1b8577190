import { RateLimiters } from '../client/rateLimiters';
import { BoundedMap, BoundedSet } from '../http/bounded';
import { Agents } from '../http/agents';
import type { Runtime } from '../http/runtime';
import { ProviderClocks } from '../providers/clockSkew';
import { TokenMemory } from './session/tokenMemory';

const MOST_POLLS = 10_000;
const MOST_SENTENCES = 10_000;

/** All that outlives a run in the memory of this process, with its bounds. */
export class ProcessState {
	/** Connections, which close when they are idle. */
	readonly agents = new Agents();
	readonly clocks: ProviderClocks;
	readonly rateLimiters: RateLimiters;

	readonly tokens = new TokenMemory();

	readonly polls = {
		/** Nodes whose poll is under way. */
		underWay: new Set<string>(),
		/** Contexts that have polled: n8n's in-memory engine uses one from activation on. */
		contexts: new WeakSet<object>(),
		/** By node: what n8n had stored before a poll, and what the poll remembered. */
		remembered: new BoundedMap<{ readonly stored: string; readonly after: object }>(MOST_POLLS),
		/** Sentences that n8n's log has already. */
		logged: new BoundedSet(MOST_SENTENCES),
	};

	constructor(runtime: Runtime) {
		this.clocks = new ProviderClocks(runtime);
		this.rateLimiters = new RateLimiters(runtime);
	}
}

const states = new WeakMap<Runtime, ProcessState>();

/**
 * The state that belongs to a clock and chance: n8n makes nodes and credentials one by one, and those
 * of a process share it.
 */
export function processStateOf(runtime: Runtime): ProcessState {
	const state = states.get(runtime) ?? new ProcessState(runtime);
	states.set(runtime, state);
	return state;
}
