import type { INodeExecutionData } from 'n8n-workflow';

import { compareOrder } from '../../changes/compare';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import { fetchInTurns } from './fetchInTurns';
import { findOrders } from './findOrders';
import { itemsOf, newestFirst, readStateOf } from './items';
import type { Watch } from './watch';

/** The most orders that are fetched to find the newest one if they are not listed by age. */
const MOST_TRIED = 20;

/**
 * The newest order as if it had just been placed, so that a manual run has something to show. What the
 * trigger remembers is neither used nor changed.
 */
export async function newestOrder(watch: Watch): Promise<Result<readonly INodeExecutionData[]>> {
	const { parameters, runtime } = watch;
	const { provider, events, lookBackDays } = parameters;
	const found = await findOrders(watch, null, true);
	if (!found.ok) return found;
	const { whole } = found.value;
	const candidates = found.value.candidates.slice(0, provider.search ? 1 : MOST_TRIED);
	const orders = candidates.flatMap(({ orderId }) => whole?.get(orderId) ?? []);
	let failure: Failure | undefined;
	const unseen = candidates.filter(({ orderId }) => !whole?.has(orderId));
	await fetchInTurns(watch, { unseen }, (_, outcome) => {
		if (outcome.ok) orders.push(outcome.value);
		else failure ??= outcome.failure;
	});
	const [newest] = newestFirst(orders);
	if (!newest && failure) return err(failure);
	if (!newest) {
		return err({
			kind: 'not_found',
			message: `No order was placed in the last ${lookBackDays} days`,
			description: `Raise Look Back (Days), or check ${[...provider.parameters.map(({ displayName }) => displayName), ''].join(', ').replace(/, $/, ' and ')}the account of the credential.`,
		});
	}
	const { state } = readStateOf(newest, parameters, runtime.now());
	const { change } = compareOrder(null, state);
	const event = events.includes('newOrder') ? 'newOrder' : (events[0] ?? '');
	return ok(change ? itemsOf(newest, change, parameters, event, runtime.now()) : []);
}
