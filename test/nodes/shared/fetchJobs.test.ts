import { Agents } from '../../../http/agents';
import { openClient } from '../../../http/client';
import { systemRuntime } from '../../../http/runtime';
import { fetchJobs, type PlacedRequest } from '../../../nodes/shared/fetchJobs';
import type { OutputSlot } from '../../../nodes/shared/orderCollector';
import type { OpenAccount } from '../../../nodes/shared/providerCalls';
import type { NodeRun } from '../../../nodes/shared/runNode';
import { err, ok, type Result } from '../../../providers/failure';
import { tuya } from '../../../providers/tuya';
import { callContext } from '../../client/context.support';
import { queryOf } from '../../providers/calls.support';

/** An account whose session fails after a while, or never comes. */
const accountOf = (session: () => Promise<Result<never>>): OpenAccount => ({
	session: {} as OpenAccount['session'],
	fingerprint: '',
	calls: callContext({
		session: { current: session, renew: session, secrets: () => [] },
		http: openClient(new Agents(), systemRuntime),
		runtime: systemRuntime,
	}),
});

/** Requests for so many orders, for the items in their order. */
const requests = (count: number): readonly PlacedRequest[] =>
	Array.from({ length: count }, (_, item) => {
		const orderId = `SO${item}`;
		const fields = { mallCode: 'MALL-1', siteCode: 'SITE-1' };
		const query = queryOf('tuya', orderId, fields);
		const request = { provider: tuya, query, timeout: 1000, maxRetries: 0 };
		return { request, place: { item, orderId } as OutputSlot };
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
		void fetchJobs(run, requests(40), 3);
	});
	await done;
	expect(settled).toEqual(Array.from({ length: 20 }, (_, at) => `SO${2 * at + 1}`));
	expect(asked).toBe(3);
});

test('other work of the process goes on while many orders are planned', async () => {
	let hasGoneOn = false;
	setImmediate(() => (hasGoneOn = true));
	const stop = new AbortController();
	let hadGoneOn = false;
	const open = async () => {
		hadGoneOn = hasGoneOn;
		stop.abort();
		return await Promise.resolve(err({ kind: 'not_found', message: '', description: '' }));
	};
	const collector = { settle: () => undefined };
	const run = { signal: stop.signal, calls: { open }, collector } as unknown as NodeRun;
	await fetchJobs(run, requests(50_000), 1);
	expect(hadGoneOn).toBe(true);
});
