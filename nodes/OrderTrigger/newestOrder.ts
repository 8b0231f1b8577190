import { NodeApiError, type INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { nodeError } from '../../n8n/errors';
import { snapshotOf } from '../../order/snapshot';
import type { Failure } from '../../providers/failure';
import { runTasks } from '../shared/providerCalls';
import { changedItems } from './items';
import { fetchOrder, findOrders, type Watch } from './watch';

/** Orders that are fetched to find the newest of those that are not listed by age. */
const MOST_TRIED = 20;

/**
 * The newest order as if it had just been placed, so that a manual run has something to show. What the
 * trigger remembers is neither used nor changed.
 *
 * @throws an n8n error when there is no order
 */
export async function newestOrder(watch: Watch): Promise<INodeExecutionData[]> {
	const { context, parameters, signal } = watch;
	const { provider, events, settings, lookBackDays } = parameters;
	const found = await findOrders(watch);
	if (!found.ok) throw nodeError(context.getNode(), found.failure);
	const candidates = found.value.slice(0, provider.search ? 1 : MOST_TRIED);
	const orders: FetchedOrder[] = [];
	let failure: Failure | undefined;
	await runTasks(candidates, settings.concurrency, signal, async ({ orderId }) => {
		const outcome = await fetchOrder(watch, orderId);
		if (outcome.ok) orders.push(outcome.value);
		else failure ??= outcome.failure;
	});
	const placed = ({ order }: FetchedOrder): string => order.created_at ?? '';
	const [newest] = orders.sort((a, b) => placed(b).localeCompare(placed(a)));
	if (!newest && failure) throw nodeError(context.getNode(), failure);
	if (!newest) {
		const message = `No order was placed in the last ${lookBackDays} days`;
		const description =
			'Raise Look Back (Days), or check Mall Code, Site Code and the account of the credential.';
		throw new NodeApiError(context.getNode(), { message, description }, { message, description });
	}
	const change = { previous: undefined, present: snapshotOf(newest.order), changed: [] };
	const items = changedItems(newest, change, { settings, events: ['newOrder'] });
	const event = events.includes('newOrder') ? 'newOrder' : (events[0] ?? '');
	return items.map(({ json, ...item }) => ({ ...item, json: { ...json, event } }));
}
