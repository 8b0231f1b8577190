import type { OrderRequest } from '../../client/callProvider';
import { getOrder } from '../../client/getOrder';
import { unexpectedFailure } from '../../n8n/errors';
import { err } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';
import type { OutputSlot } from './orderCollector';
import { runTasks, type OpenAccount } from './providerCalls';
import type { NodeRun } from './runNode';

/** An order to fetch, and the places in the output that it belongs in. */
export interface Job {
	readonly request: OrderRequest;
	readonly places: readonly OutputSlot[];
}

/** A request, and the place of its order. */
export interface PlacedRequest {
	readonly request: OrderRequest;
	readonly place: OutputSlot;
}

/** Equal requests are one job: fetched once for each account, returned in each of their places. */
export function planJobs(wanted: readonly PlacedRequest[]): readonly Job[] {
	const jobs = new Map<string, { readonly request: OrderRequest; readonly places: OutputSlot[] }>();
	for (const { request, place } of wanted) {
		const { provider, query, timeout, maxRetries } = request;
		const key = JSON.stringify([provider.name, query, timeout, maxRetries]);
		const job = jobs.get(key);
		if (job) job.places.push(place);
		else jobs.set(key, { request, places: [place] });
	}
	return [...jobs.values()];
}

/** Fetches the jobs, so many at a time, until they are done or the run ends. */
export async function fetchJobs(
	run: NodeRun,
	jobs: readonly Job[],
	concurrency: number,
): Promise<void> {
	await runTasks(jobs, concurrency, run.signal, async (job) => {
		await fetchJob(run, job).catch((exception: unknown) => {
			const failure = unexpectedFailure(job.request.provider.displayName, exception);
			for (const place of job.places) run.collector.settle(place, err(failure));
		});
	});
}

/** Fetches an order once for each account that the credential names for the places. */
async function fetchJob(
	{ collector, calls, signal }: NodeRun,
	{ request, places }: Job,
): Promise<void> {
	const { provider } = request;
	const accounts = new Map<
		OpenAccount['session'],
		{ account: OpenAccount; places: OutputSlot[] }
	>();
	for (const place of places) {
		const opened = await calls.open(provider, place.item);
		if (!opened.ok) {
			collector.settle(place, opened);
			continue;
		}
		const account = opened.value;
		const known = accounts.get(account.session) ?? { account, places: [] };
		known.places.push(place);
		accounts.set(account.session, known);
	}
	for (const { account, places: placesOfAccount } of accounts.values()) {
		const outcome = signal.aborted
			? err(transportFailure('canceled', provider.displayName))
			: await getOrder(request, account.calls);
		for (const place of placesOfAccount) collector.settle(place, outcome);
	}
}
