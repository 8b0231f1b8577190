import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { searchByStatus } from '../../client/searchByStatus';
import type { FoundOrders } from '../../client/searchOrders';
import type { Runtime } from '../../http/runtime';
import { unexpectedFailure } from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { parameterReader } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import type { OrderQuery } from '../../providers/call';
import { err, ok, type Result, type Err } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';
import { fetchJobs, planJobs, type PlacedRequest } from '../shared/fetchJobs';
import type { OutputSlot } from '../shared/orderCollector';
import { settingsOfRejected } from '../shared/readQuery';
import { runNode, type NodeRun } from '../shared/runNode';
import { searchHints } from '../shared/searchHints';
import { readParameters, type ItemSearch } from './readParameters';

const ADVICE = {
	missing:
		'Run the workflow again, or search a shorter period with Placed After and Placed Before.',
	tooLong: 'Search a shorter period with Placed After and Placed Before.',
};

/**
 * Runs the node over all input items: searches for what each asks for, fetches each order that was
 * found, and returns them in the order of the input items and of the lists.
 */
export const execute = async (
	context: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[]> =>
	await runNode(context, runtime, async (run) => {
		const parameters = parameterReader(context);
		const zone = context.getTimezone();
		const wanted: PlacedRequest[] = [];
		const searches = new Map<string, Promise<Result<FoundOrders>>>();
		const hints = new Set<string>();
		let slot = 0;
		let concurrency: number | undefined;
		for (const item of context.getInputData().keys()) {
			if (run.signal.aborted) break;
			const get = parameters(item);
			const read = readParameters(get, zone);
			const settings = read.ok ? read.value.output : settingsOfRejected(get);
			const placeOf = (orderId: string): OutputSlot => ({ slot: slot++, item, orderId, settings });
			const outcome = read.ok ? await search(run, read.value, item, searches) : read;
			if (!outcome.ok || !read.ok) {
				if (!outcome.ok) run.collector.settle(placeOf(''), outcome);
				continue;
			}
			concurrency ??= read.value.concurrency;
			for (const hint of searchHints(read.value.provider.displayName, outcome.value, ADVICE)) {
				hints.add(hint);
			}
			for (const placed of ordersOf(run, read.value, outcome.value, placeOf)) wanted.push(placed);
		}
		for (const hint of hints) addHint(context, hint);
		await fetchJobs(run, planJobs(wanted), concurrency ?? 1);
	});

/** Equal searches of one account are made once. */
async function search(
	{ calls, signal }: NodeRun,
	{ provider, request, limit }: ItemSearch,
	item: number,
	searches: Map<string, Promise<Result<FoundOrders>>>,
): Promise<Result<FoundOrders>> {
	const opened = await calls.open(provider, item);
	if (!opened.ok) return opened;
	if (signal.aborted) return err(transportFailure('canceled', provider.displayName));
	const account = opened.value;
	const { query, timeout, maxRetries } = request;
	const key = JSON.stringify([account.fingerprint, query, String(limit), timeout, maxRetries]);
	const searching =
		searches.get(key) ??
		searchByStatus(provider.search, request, limit, account.calls).catch((exception: unknown) =>
			err(unexpectedFailure(provider.displayName, exception)),
		);
	searches.set(key, searching);
	return await searching;
}

/** The requests for the details of the orders; without details they are settled as the list shows them. */
function ordersOf(
	{ collector }: NodeRun,
	{ provider, request, details }: ItemSearch,
	{ orders }: FoundOrders,
	placeOf: (orderId: string) => OutputSlot,
): readonly PlacedRequest[] {
	const { fields, language, options } = request.query;
	return orders.flatMap(({ orderId, raw, payload }) => {
		const asked: OrderQuery = { provider: provider.name, orderId, fields, language, options };
		const place = placeOf(orderId);
		if (!details) {
			const order = provider.search.normalize(payload, asked);
			const fetched = {
				raw,
				rawTracking: undefined,
				hasTrackingFailed: false,
				tracking: 'missing' as const,
				order,
			};
			collector.settle(place, ok(fetched));
			return [];
		}
		const query = provider.validate(asked);
		if (query.ok) return [{ request: { ...request, query: query.value }, place }];
		collector.settle(place, invalidId(orderId));
		return [];
	});
}

/** An id of the list that must not be sent, since it would ask for something else. */
export const invalidId = (orderId: string): Err =>
	err({
		kind: 'invalid_response',
		message: `The list contains the invalid order id "${shorten(orderId)}"`,
		description:
			'This order cannot be fetched. Turn off Fetch Details to get it as it is listed, or set On Error in the settings of the node to continue without it.',
	});
