import type { Runtime } from '../http/runtime';
import type { Pace } from '../providers/call';
import { RateLimiter } from './rateLimiter';

/** Milliseconds after which what an account has learned may be wrong. */
const HOUR = 3_600_000;

/** The rate limiters of a process: one for each account and pace, forgotten when unused for an hour. */
export class RateLimiters {
	private readonly limiters = new Map<string, RateLimiter>();

	constructor(private readonly runtime: Pick<Runtime, 'monotonic' | 'sleep'>) {}

	of(account: string, pace?: Pace): RateLimiter {
		const key = pace ? JSON.stringify([account, pace.name]) : account;
		const since = this.runtime.monotonic() - HOUR;
		const known = this.limiters.get(key);
		if (known && known.lastUsed > since) return known;
		for (const [name, { lastUsed }] of this.limiters) {
			if (lastUsed <= since) this.limiters.delete(name);
		}
		const limiter = new RateLimiter(this.runtime, pace);
		this.limiters.set(key, limiter);
		return limiter;
	}

	get size(): number {
		return this.limiters.size;
	}
}
