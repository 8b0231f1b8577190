import type { OrderRequest } from '../../client/callProvider';
import { getOrder } from '../../client/getOrder';
import { Turns } from '../../http/turns';
import { settled } from '../../n8n/errors';
import { err } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';
import type { OutputSlot } from './orderCollector';
import { withOtherProvider } from './otherProvider';
import { Workers, type OpenAccount } from './providerCalls';
import type { NodeRun } from './runNode';

export interface Job {
	readonly request: OrderRequest;
	readonly places: readonly OutputSlot[];
}

export interface PlacedRequest {
	readonly request: OrderRequest;
	readonly place: OutputSlot;
}

async function planJobs(wanted: readonly PlacedRequest[], turns: Turns): Promise<readonly Job[]> {
	const jobs = new Map<string, { readonly request: OrderRequest; readonly places: OutputSlot[] }>();
	for (const { request, place } of wanted) {
		const { provider, query, timeout, maxRetries } = request;
		const key = JSON.stringify([provider.name, query, timeout, maxRetries]);
		const job = jobs.get(key);
		if (job) job.places.push(place);
		else jobs.set(key, { request, places: [place] });
		await turns.pause();
	}
	return [...jobs.values()];
}

/**
 * Fetches each order once for each account that it is requested from. The concurrency is per account, so that
 * a throttled account does not hold up the others.
 */
export async function fetchJobs(
	run: NodeRun,
	wanted: readonly PlacedRequest[],
	concurrency: number,
): Promise<void> {
	const { calls, collector, signal } = run;
	const workers = new Map<OpenAccount, Workers>();
	const turns = new Turns();
	for (const { request, places } of await planJobs(wanted, turns)) {
		const placesOf = new Map<OpenAccount, OutputSlot[]>();
		for (const place of places) {
			if (signal.aborted) break;
			const opened = await calls.open(request.provider, place.item);
			if (opened.ok) {
				const own = placesOf.get(opened.value) ?? [];
				own.push(place);
				placesOf.set(opened.value, own);
			} else collector.settle(place, opened);
			await turns.pause();
		}
		for (const [account, placesOfAccount] of placesOf) {
			const own = workers.get(account) ?? new Workers(concurrency, signal);
			workers.set(account, own);
			own.add(async () => await fetchJob(run, account, { request, places: placesOfAccount }));
		}
	}
	for (const own of workers.values()) await own.finish();
}

async function fetchJob(
	{ collector, signal }: NodeRun,
	{ calls }: OpenAccount,
	{ request, places }: Job,
): Promise<void> {
	const { provider, query } = request;
	const { displayName } = provider;
	const outcome = signal.aborted
		? err(transportFailure('canceled', displayName))
		: await settled(getOrder(request, calls), displayName);
	const advised = outcome.ok
		? outcome
		: err(withOtherProvider(provider, query.orderId, outcome.failure));
	for (const place of places) collector.settle(place, advised);
}
