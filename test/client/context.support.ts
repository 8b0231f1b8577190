import type { CallContext } from '../../client/callProvider';
import { CircuitBreaker } from '../../client/circuitBreaker';
import { RateLimiter } from '../../client/rateLimiter';
import type { SigningCredentials } from '../../providers/call';
import { ProviderClocks } from '../../providers/clockSkew';
import { ok } from '../../providers/failure';

/** A session that never ends. */
export const lastingSession = (credentials: SigningCredentials): CallContext['session'] => ({
	current: async () => await Promise.resolve(ok(credentials)),
	renew: async () => await Promise.resolve(ok(credentials)),
	secrets: () => credentials.secrets,
});

/** What the calls of an account have in common; all of them keep one pace. */
export function callContext(
	given: Pick<CallContext, 'session' | 'http' | 'runtime'> & Partial<CallContext>,
): CallContext {
	const limiter = new RateLimiter(given.runtime);
	return {
		rateLimiterOf: () => limiter,
		breaker: new CircuitBreaker(),
		clocks: new ProviderClocks(given.runtime),
		signal: undefined,
		...given,
	};
}
