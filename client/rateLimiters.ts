import { perRuntime, type Runtime } from '../http/runtime';
import { RateLimiter } from './rateLimiter';

const limitersOf = perRuntime(() => new Map<string, RateLimiter>());

/** The rate limiter of an account, which all runs of the process share. */
export function rateLimiterOf(runtime: Runtime, account: string): RateLimiter {
	const limiters = limitersOf(runtime);
	const limiter = limiters.get(account) ?? new RateLimiter(runtime);
	limiters.set(account, limiter);
	return limiter;
}
