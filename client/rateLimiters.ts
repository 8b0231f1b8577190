import type { Runtime } from '../http/runtime';
import { RateLimiter } from './rateLimiter';

/** Milliseconds after which what an account has learned may be wrong. */
const HOUR = 3_600_000;

/** The rate limiters of a process: one for each account, forgotten when unused for an hour. */
export class RateLimiters {
	private readonly limiters = new Map<string, RateLimiter>();

	constructor(private readonly runtime: Pick<Runtime, 'monotonic' | 'sleep'>) {}

	of(account: string): RateLimiter {
		const since = this.runtime.monotonic() - HOUR;
		const known = this.limiters.get(account);
		if (known && known.lastUsed > since) return known;
		for (const [name, { lastUsed }] of this.limiters) {
			if (lastUsed <= since) this.limiters.delete(name);
		}
		const limiter = new RateLimiter(this.runtime);
		this.limiters.set(account, limiter);
		return limiter;
	}

	get size(): number {
		return this.limiters.size;
	}
}
