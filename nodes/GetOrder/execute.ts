import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { parameterReader } from '../../n8n/parameters';
import { fetchJobs, planJobs, type PlacedRequest } from '../shared/fetchJobs';
import { settingsOfRejected } from '../shared/readQuery';
import { runNode } from '../shared/runNode';
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
		let concurrency: number | undefined;
		const requests = context.getInputData().flatMap((_, item): readonly PlacedRequest[] => {
			const read = readParameters(parameters(item));
			if (!read.ok) {
				const settings = settingsOfRejected(parameters(item));
				run.collector.settle({ slot: item, item, orderId: '', settings }, read);
				return [];
			}
			const { request, output: settings, since } = read.value;
			concurrency ??= read.value.concurrency;
			const { orderId } = request.query;
			return [{ request, place: { slot: item, item, orderId, settings, since } }];
		});
		await fetchJobs(run, planJobs(requests), concurrency ?? 1);
	});
