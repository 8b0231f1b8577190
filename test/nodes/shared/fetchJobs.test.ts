import { Agents } from '../../../http/agents';
import { CircuitBreaker } from '../../../client/circuitBreaker';
import { RateLimiter } from '../../../client/rateLimiter';
import { openClient } from '../../../http/client';
import { systemRuntime } from '../../../http/runtime';
import { fetchJobs, planJobs } from '../../../nodes/shared/fetchJobs';
import type { OutputSlot } from '../../../nodes/shared/orderCollector';
import type { OpenAccount } from '../../../nodes/shared/providerCalls';
import type { NodeRun } from '../../../nodes/shared/runNode';
import { ProviderClocks } from '../../../providers/clockSkew';
import { err, ok, type Result } from '../../../providers/failure';
import { tuya } from '../../../providers/tuya';

/** An account whose session fails after a while, or never comes. */
const accountOf = (session: () => Promise<Result<never>>): OpenAccount => ({
	session: {} as OpenAccount['session'],
	fingerprint: '',
	calls: {
		session: { current: session, renew: session, secrets: () => [] },
		rateLimiter: new RateLimiter(systemRuntime),
		breaker: new CircuitBreaker(),
		clocks: new ProviderClocks(systemRuntime),
		http: openClient(new Agents(), systemRuntime),
		runtime: systemRuntime,
		signal: undefined,
	},
});

test('an account that gets nowhere does not keep another one waiting', async () => {
	const stop = new AbortController();
	let asked = 0;
	const stuck = accountOf(async () => {
		asked++;
		return await new Promise(() => undefined);
	});
	const failure = { kind: 'not_found', message: 'No order', description: 'Look again.' } as const;
	const quick = accountOf(async () => await Promise.resolve(err(failure)));
	const settled: string[] = [];
	const done = new Promise<void>((resolve) => {
		const run = {
			signal: stop.signal,
			calls: { open: async (_provider: unknown, item: number) => ok(item % 2 ? quick : stuck) },
			collector: {
				settle: ({ orderId }: OutputSlot) => {
					settled.push(orderId);
					if (settled.length === 20) resolve();
				},
			},
		} as unknown as NodeRun;
		const wanted = Array.from({ length: 40 }, (_, item) => {
			const orderId = `SO${item}`;
			const fields = { mallCode: 'MALL-1', siteCode: 'SITE-1' };
			const query = { provider: 'tuya', orderId, fields, language: '', options: {} };
			const request = { provider: tuya, query, timeout: 1000, maxRetries: 0 };
			return { request, place: { item, orderId } as OutputSlot };
		});
		void fetchJobs(run, planJobs(wanted), 3);
	});
	await done;
	expect(settled).toEqual(Array.from({ length: 20 }, (_, at) => `SO${2 * at + 1}`));
	expect(asked).toBe(3);
});
