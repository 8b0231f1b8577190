import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { parameterReader } from '../../n8n/parameterReader';
import type { Outcome } from '../../providers/failure';
import { fetchJobs, type Job } from '../shared/fetchJobs';
import type { Place } from '../shared/orderCollector';
import { runNode } from '../shared/runNode';
import { UNREAD } from '../shared/readSettings';
import { readParameters, type ItemRequest } from './readParameters';

/** Equal requests are one job: fetched once for each account, returned for each of their items. */
function planJobs(wanted: ReadonlyArray<Outcome<ItemRequest>>): readonly Job[] {
	const jobs = new Map<string, { readonly request: Job['request']; readonly places: Place[] }>();
	wanted.forEach((each, item) => {
		if (!each.ok) return;
		const { request, output } = each.value;
		const { provider, query, timeout, maxRetries } = request;
		const place = { slot: item, item, orderId: query.orderId, settings: output };
		const key = JSON.stringify([provider.name, query, timeout, maxRetries]);
		const job = jobs.get(key);
		if (job) job.places.push(place);
		else jobs.set(key, { request, places: [place] });
	});
	return [...jobs.values()];
}

/**
 * Runs the node over all input items: reads what each asks for, fetches each order once, and returns
 * the items in input order.
 */
export const execute = async (
	context: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[]> =>
	await runNode(context, runtime, async (run) => {
		const parameters = parameterReader(context);
		const wanted = context.getInputData().map((_, item) => readParameters(parameters, item));
		wanted.forEach((each, item) => {
			if (each.ok) return;
			run.collector.settle({ slot: item, item, orderId: '', settings: UNREAD }, each);
		});
		const jobs = planJobs(wanted);
		const first = wanted.find((each) => each.ok);
		if (first) await fetchJobs(run, jobs, first.value.concurrency);
		return jobs.length;
	});
