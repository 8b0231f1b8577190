import type { IPollFunctions } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { logFailure } from '../../n8n/errors';
import { processStateOf } from '../../n8n/processState';
import type { Failure } from '../../providers/failure';

/** True the first time: what every poll finds would fill n8n's log. */
function isNews(context: IPollFunctions, runtime: Runtime, what: string): boolean {
	const known = processStateOf(runtime).polls.logged;
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id, what]);
	if (known.has(key)) return false;
	known.add(key);
	return true;
}

/** A warning for those who run n8n: a poll has no other place for one. */
export function warnOnce(context: IPollFunctions, runtime: Runtime, sentence: string): void {
	const message = `${context.getNode().name}: ${sentence}`;
	context.logger?.[isNews(context, runtime, sentence) ? 'warn' : 'debug'](message);
}

/** @param orderId `''` for a failure of the poll as a whole */
export function logFailureOnce(
	context: IPollFunctions,
	runtime: Runtime,
	orderId: string,
	failure: Failure,
): void {
	const isNew = isNews(context, runtime, `${orderId} ${failure.message}`);
	logFailure(context, orderId, failure, isNew ? 'warn' : 'debug');
}
