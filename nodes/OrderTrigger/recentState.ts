import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Runtime } from '../../http/runtime';
import { processStateOf } from '../../n8n/processState';
import { fingerprint } from '../../order/fingerprint';
import type { StoredState } from './watchState';

const recent = (runtime: Runtime) => processStateOf(runtime).polls.remembered;

const printOf = (stored: IDataObject): string => fingerprint(JSON.stringify(stored), 64);

const nameOf = (context: IPollFunctions): string => {
	const { id, name } = context.getNode();
	return JSON.stringify([context.getWorkflow().id, id, name]);
};

/**
 * What the last poll remembered: what n8n has stored, unless nothing was stored since a poll that
 * started nothing. n8n's scheduler may not store what such a poll has remembered (without
 * N8N_POLLER_DURABLE_CURSORS_ENABLED), and each one would be the first.
 */
export function recall(context: IPollFunctions, runtime: Runtime, stored: IDataObject): unknown {
	const last = recent(runtime).get(nameOf(context));
	return last?.stored === printOf(stored) ? last.after : stored;
}

/**
 * @param stored what n8n has stored before the poll changes it
 * @param after `null` if that is all, and for a poll that starts the workflow: if n8n gives that up,
 *   the next poll has to start it
 */
export function keep(
	context: IPollFunctions,
	runtime: Runtime,
	{ stored, after }: { readonly stored: IDataObject; readonly after: StoredState | null },
): void {
	const states = recent(runtime);
	if (after) states.set(nameOf(context), { stored: printOf(stored), after });
	else states.delete(nameOf(context));
}
