import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { addHint } from '../../n8n/hints';
import { OrderCollector } from './orderCollector';
import { ProviderCalls } from './providerCalls';

/** What a node works with while it runs. */
export interface NodeRun {
	readonly collector: OrderCollector;
	readonly calls: ProviderCalls;
	/** Aborted when the execution is stopped, or a failure ends the run. */
	readonly signal: AbortSignal;
}

/**
 * Runs a node that returns orders, and stops with the execution.
 *
 * @param work does the node's work and returns how many orders it was about
 */
export async function runNode(
	context: IExecuteFunctions,
	runtime: Runtime,
	work: (run: NodeRun) => Promise<number>,
): Promise<INodeExecutionData[]> {
	const canceled = context.getExecutionCancelSignal?.();
	const stop = new AbortController();
	const { signal } = stop;
	const collector = new OrderCollector(context, stop);
	const calls = new ProviderCalls(context, runtime, signal);
	const onCanceled = (): void => stop.abort();
	if (canceled?.aborted) onCanceled();
	canceled?.addEventListener('abort', onCanceled);
	let requested: number;
	try {
		requested = await work({ collector, calls, signal });
	} finally {
		// In a loop, one signal is there for all runs of the node.
		canceled?.removeEventListener('abort', onCanceled);
	}
	for (const notice of await calls.warnings()) addHint(context, notice);
	return collector.finish(requested, canceled?.aborted === true);
}
