import { setMaxListeners } from 'node:events';

import type { CallContext } from '../../client/callProvider';
import { CircuitBreaker } from '../../client/circuitBreaker';
import { openClient, type HttpClient } from '../../http/client';
import type { Runtime } from '../../http/runtime';
import { credentialId, egressFilter, type NodeContext } from '../../n8n/context';
import { processStateOf, type ProcessState } from '../../n8n/processState';
import { SessionStore } from '../../n8n/session/sessionStore';
import type { OpenSession } from '../../n8n/session/storedSession';
import { fingerprint } from '../../order/fingerprint';
import type { Pace } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { ok, type Result } from '../../providers/failure';

export interface OpenAccount {
	/** Equal accounts of a run are the same object. */
	readonly session: OpenSession;
	/** Identifies the account in the node's stored data, without a secret. */
	readonly fingerprint: string;
	readonly calls: CallContext;
}

/** What the requests of one run share: sessions, connections, and the state of each account. */
export class ProviderCalls {
	private readonly sessions: SessionStore;
	private readonly http: HttpClient;
	private readonly state: ProcessState;
	private readonly breakers = new Map<string, CircuitBreaker>();
	private readonly accounts = new Map<OpenSession, OpenAccount>();

	constructor(
		private readonly context: NodeContext,
		private readonly runtime: Runtime,
		private readonly signal: AbortSignal,
	) {
		// Each request under way listens to it.
		setMaxListeners(0, signal);
		this.sessions = new SessionStore(context, runtime, signal);
		this.state = processStateOf(runtime);
		this.http = openClient(this.state.agents, runtime, egressFilter(context));
	}

	async open(provider: Provider, item: number): Promise<Result<OpenAccount>> {
		const opened = await this.sessions.of(provider, item);
		if (!opened.ok) return opened;
		const session = opened.value;
		const known = this.accounts.get(session) ?? this.accountOf(provider, session);
		this.accounts.set(session, known);
		return ok(known);
	}

	private accountOf(provider: Provider, session: OpenSession): OpenAccount {
		const { context, runtime, signal, http, state } = this;
		const { account } = session;
		const breaker = this.breakers.get(account) ?? new CircuitBreaker();
		this.breakers.set(account, breaker);
		const { clocks } = state;
		const rateLimiterOf = (pace?: Pace) => state.rateLimiters.of(account, pace);
		return {
			session,
			// A credential's fields may be expressions, so that its id is not enough.
			fingerprint: fingerprint(JSON.stringify([credentialId(context, provider), account])),
			calls: { session, rateLimiterOf, breaker, clocks, http, runtime, signal },
		};
	}

	async warnings(): Promise<readonly string[]> {
		return await this.sessions.warnings();
	}
}

/**
 * Runs tasks in the order in which they are added, a limited number at a time, until the signal stops them.
 */
export class Workers {
	private readonly tasks: Array<() => Promise<void>> = [];
	private readonly working = new Set<Promise<void>>();
	private next = 0;

	constructor(
		private readonly concurrency: number,
		private readonly signal: AbortSignal,
	) {}

	add(task: () => Promise<void>): void {
		this.tasks.push(task);
		if (this.working.size >= this.concurrency) return;
		const worker = this.work().finally(() => this.working.delete(worker));
		this.working.add(worker);
	}

	private async work(): Promise<void> {
		while (this.next < this.tasks.length && !this.signal.aborted) await this.tasks[this.next++]?.();
	}

	async finish(): Promise<void> {
		await Promise.all(this.working);
	}
}
