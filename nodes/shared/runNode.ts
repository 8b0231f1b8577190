import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { addHint } from '../../n8n/hints';
import { OrderCollector } from './orderCollector';
import { ProviderCalls } from './providerCalls';

export interface NodeRun {
	readonly collector: OrderCollector;
	readonly calls: ProviderCalls;
	/** Aborted when the execution is stopped, or a failure ends the run. */
	readonly signal: AbortSignal;
}

/** Runs a node that returns orders, and stops with the execution. */
export async function runNode(
	context: IExecuteFunctions,
	runtime: Runtime,
	work: (run: NodeRun) => Promise<void>,
): Promise<INodeExecutionData[]> {
	const canceled = context.getExecutionCancelSignal?.();
	const stop = new AbortController();
	const { signal } = stop;
	const collector = new OrderCollector(context, runtime, stop);
	const calls = new ProviderCalls(context, runtime, signal);
	const onCanceled = (): void => stop.abort();
	if (canceled?.aborted) onCanceled();
	canceled?.addEventListener('abort', onCanceled);
	try {
		await work({ collector, calls, signal });
	} finally {
		// In a loop, all runs of the node share one signal.
		canceled?.removeEventListener('abort', onCanceled);
	}
	// Once n8n gets the items, it processes all of them without a pause.
	await nextTurn();
	for (const warning of await calls.warnings()) addHint(context, warning);
	return collector.finish(canceled?.aborted === true);
}
