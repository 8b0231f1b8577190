import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { readWatchState, toStored, watchKey } from '../../changes/watchState';
import type { Runtime } from '../../http/runtime';
import { Turns } from '../../http/turns';
import type { NodeContext } from '../../n8n/context';
import { logFailure, nodeError, unexpectedFailure } from '../../n8n/errors';
import { processStateOf, type ProcessState } from '../../n8n/processState';
import { DAY } from '../../order/time';
import { err, kinds, ok, type FailureKind, type Result } from '../../providers/failure';
import { ProviderCalls } from '../shared/providerCalls';
import { recall, remember } from './memory';
import { newestOrder } from './newestOrder';
import { pollChanges } from './pollChanges';
import { readParameters } from './readParameters';

/** Milliseconds that a poll may take; n8n gives up on one after 45 seconds or later. */
const LONGEST = 50_000;

/** Why a poll runs: a person runs the node or activates the workflow, n8n starts, or the poll is due. */
type Occasion = 'manual' | 'activation' | 'start' | 'schedule';

/** What a person who activates a workflow can fix: the credential and the parameters. */
const PERSONAL = kinds(
	'session_expired',
	'authorization_required',
	'invalid_credentials',
	'permission_denied',
	'subscription_required',
	'wrong_data_center',
	'ip_not_allowed',
	'unknown_mall',
	'invalid_parameter',
);
/** Which failures are thrown. When n8n starts, a throw would end all later polls. */
const THROWS: Readonly<Record<Occasion, (kind: FailureKind) => boolean>> = {
	manual: () => true,
	activation: (kind) => PERSONAL.has(kind),
	start: () => false,
	schedule: () => true,
};

/**
 * One poll: the items of the orders that have changed, or `null` when none has. What was seen is
 * remembered at the end, after success, and only if it has changed.
 *
 * @throws an n8n error; its `failure` names a class for n8n's scheduler, which then delays the next poll
 */
export async function poll(
	context: IPollFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][] | null> {
	const { polls } = processStateOf(runtime);
	const occasion = occasionOf(context, polls);
	const { id, name } = context.getNode();
	const trigger = JSON.stringify([context.getWorkflow().id, id, name]);
	const isScheduled = occasion !== 'manual';
	// n8n starts a poll even while the last one is still running.
	if (isScheduled && polls.underWay.has(trigger)) return null;
	if (isScheduled) polls.underWay.add(trigger);
	const outcome = await pollOnce(context, runtime, isScheduled ? trigger : null)
		.catch((exception: unknown) => err(unexpectedFailure('the provider', exception)))
		.finally(() => isScheduled && polls.underWay.delete(trigger));
	if (outcome.ok) return outcome.value.length > 0 ? [[...outcome.value]] : null;
	const { failure } = outcome;
	if (THROWS[occasion](failure.kind)) throw nodeError(context.getNode(), failure);
	logFailure(context as unknown as NodeContext, '', failure, 'warn');
	return null;
}

/** @param trigger identifies the trigger by workflow, node id and node name; `null` for a manual run */
async function pollOnce(
	context: IPollFunctions,
	runtime: Runtime,
	trigger: string | null,
): Promise<Result<readonly INodeExecutionData[]>> {
	const parameters = readParameters(context);
	if (!parameters.ok) return parameters;
	const time = Math.max(1, Math.floor(Math.min(budgetOf(context) || LONGEST, LONGEST)));
	const signal = runtime.deadline(time);
	const calls = new ProviderCalls(context as unknown as NodeContext, runtime, signal);
	const account = await calls.open(parameters.value.provider, 0);
	if (!account.ok) return account;
	const watch = { runtime, parameters: parameters.value, account: account.value, signal, time };
	if (trigger === null) return await newestOrder(watch);

	const turns = new Turns();
	const { remembered } = processStateOf(runtime).polls;
	const data: unknown = context.getWorkflowStaticData('node');
	const last = remembered.get(trigger);
	const { name } = parameters.value.provider;
	const { fields } = parameters.value.anyRequest.query;
	const watching = watchKey(name, account.value.fingerprint, fields, trigger);
	const before = readWatchState(recall(data, last), watching, name);
	await turns.pause();
	const now = runtime.now();
	// A clock that jumps ahead for one poll must not make orders look old.
	const today = Math.min(now, (last?.now ?? now) + DAY);
	const polled = await pollChanges(watch, before, today, last?.late ?? new Set());
	if (!polled.ok) return polled;
	await turns.pause();
	const { items, state, sentences, failed, late } = polled.value;
	const line = [...sentences, ...(await calls.warnings())].join(' ');
	const log = (level: 'debug' | 'info' | 'warn', text: string): void =>
		context.logger?.[level](`${context.getNode().name}: ${text}`, { failed });
	if (!before && state) log('info', FIRST);
	// The same warning from every poll would fill n8n's log.
	if (line !== '') log(line === last?.line ? 'debug' : 'warn', line);
	const stored = state ? toStored(watching, state) : {};
	await turns.pause();
	const kept = remember(data, last, stored, items.length > 0);
	remembered.set(trigger, { ...kept, now, line, late });
	return ok(items);
}

const FIRST =
	'Orders are recorded from now on: this is the first poll of this node, of its name, and of this account. Changes are reported from the next poll on.';

/** Milliseconds that n8n gives the poll; old versions do not say. */
const budgetOf = (context: IPollFunctions): number | undefined =>
	(context as Partial<IPollFunctions>).getPollBudgetMs?.();

const BY_A_PERSON: ReadonlySet<string> = new Set(['activate', 'update', 'manual']);

function occasionOf(context: IPollFunctions, { contexts }: ProcessState['polls']): Occasion {
	if (context.getMode() === 'manual') return 'manual';
	// n8n's durable engine creates a context for each scheduled poll; its short time budget tells it from an
	// activation.
	if ((budgetOf(context) ?? Infinity) <= LONGEST || contexts.has(context)) return 'schedule';
	contexts.add(context);
	return BY_A_PERSON.has(context.getActivationMode()) ? 'activation' : 'start';
}
