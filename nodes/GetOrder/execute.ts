import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { parameterReader } from '../../n8n/parameters';
import { fetchJobs, planJobs, type PlacedRequest } from '../shared/fetchJobs';
import { runNode } from '../shared/runNode';
import { settingsOfRejected } from '../shared/readSettings';
import { readParameters } from './readParameters';

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
		const wanted = context.getInputData().map((_, item) => readParameters(parameters(item)));
		const requests = wanted.flatMap((each, item): readonly PlacedRequest[] => {
			if (!each.ok) {
				const settings = settingsOfRejected(parameters(item));
				run.collector.settle({ slot: item, item, orderId: '', settings }, each);
				return [];
			}
			const { request, output: settings } = each.value;
			const { orderId } = request.query;
			return [{ request, place: { slot: item, item, orderId, settings } }];
		});
		const jobs = planJobs(requests);
		const first = wanted.find((each) => each.ok);
		if (first) await fetchJobs(run, jobs, first.value.concurrency);
		return jobs.length;
	});
