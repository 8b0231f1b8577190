import type { IExecuteFunctions } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { Turns } from '../../http/turns';
import { parameterReader } from '../../n8n/parameters';
import { fetchJobs, type PlacedRequest } from '../shared/fetchJobs';
import { settingsOfRejected } from '../shared/readQuery';
import { runNode } from '../shared/runNode';
import { readParameters } from './readParameters';

/** Reads what each item asks for, fetches each order once, and returns the items in input order. */
export const execute = async (context: IExecuteFunctions, runtime: Runtime) =>
	await runNode(context, runtime, async (run) => {
		const parameters = parameterReader(context);
		const requests: PlacedRequest[] = [];
		const turns = new Turns();
		let concurrency: number | undefined;
		for (const item of context.getInputData().keys()) {
			const get = parameters(item);
			const read = readParameters(get);
			if (read.ok) {
				const { request, output: settings, since } = read.value;
				concurrency ??= read.value.concurrency;
				const { orderId } = request.query;
				requests.push({ request, place: { slot: item, item, orderId, settings, since } });
			} else {
				const settings = settingsOfRejected(get);
				run.collector.settle({ slot: item, item, orderId: '', settings }, read);
			}
			await turns.pause();
		}
		await fetchJobs(run, requests, concurrency ?? 1);
	});
