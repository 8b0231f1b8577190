import type { INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { compareOrder } from '../../changes/compare';
import { err, ok, type Failure, type Result } from '../../providers/failure';
import { runTasks } from '../shared/providerCalls';
import { itemsOf, readStateOf } from './items';
import { findOrders } from './findOrders';
import { fetchOrder, type Watch } from './watch';

/** Orders that are fetched to find the newest of those that are not listed by age. */
const MOST_TRIED = 20;

/** The newest order as if it had just been placed, so that a manual run has something to show. */
export async function newestOrder(watch: Watch): Promise<Result<readonly INodeExecutionData[]>> {
	const { parameters, signal, runtime } = watch;
	const { provider, events, settings, lookBackDays } = parameters;
	const found = await findOrders(watch, null, true);
	if (!found.ok) return found;
	const { whole } = found.value;
	const candidates = found.value.candidates.slice(0, provider.search ? 1 : MOST_TRIED);
	const orders: FetchedOrder[] = [];
	let failure: Failure | undefined;
	await runTasks(candidates, settings.concurrency, signal, async ({ orderId }) => {
		const listed = whole?.get(orderId);
		const outcome = listed ? ok(listed) : await fetchOrder(watch, orderId);
		if (outcome.ok) orders.push(outcome.value);
		else failure ??= outcome.failure;
	});
	const placed = ({ order }: FetchedOrder): string => order.created_at ?? '';
	const [newest] = orders.sort((a, b) => placed(b).localeCompare(placed(a)));
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
