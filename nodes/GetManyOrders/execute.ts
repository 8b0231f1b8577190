import type { IExecuteFunctions } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { searchByStatus } from '../../client/searchByStatus';
import type { FoundOrders } from '../../client/search';
import type { Runtime } from '../../http/runtime';
import { Turns } from '../../http/turns';
import { settled } from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { parameterReader } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import { err, ok, type Result, type Err } from '../../providers/failure';
import type { ListedOrder, SearchQuery } from '../../providers/search';
import { transportFailure } from '../../providers/transportFailure';
import { fetchJobs, type PlacedRequest } from '../shared/fetchJobs';
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

/** An order of a list, as far as the run needs it: with details its id alone, without them no raw payload. */
interface Listed {
	readonly orderId: string;
	readonly fetched: FetchedOrder | null;
}

type Searches = Map<string, Promise<Result<FoundOrders<Listed>>>>;

/** Searches for what each item asks for, fetches each order that was found, and returns them in order. */
export const execute = async (context: IExecuteFunctions, runtime: Runtime) =>
	await runNode(context, runtime, async (run) => {
		const parameters = parameterReader(context);
		const zone = context.getTimezone();
		const now = runtime.now();
		const wanted: PlacedRequest[] = [];
		const searches: Searches = new Map();
		const turns = new Turns();
		const hints = new Set<string>();
		let slot = 0;
		let concurrency: number | undefined;
		for (const item of context.getInputData().keys()) {
			if (run.signal.aborted) break;
			const get = parameters(item);
			const read = readParameters(get, zone, now);
			const settings = read.ok ? read.value.output : settingsOfRejected(get);
			const placeOf = (orderId: string): OutputSlot => ({ slot: slot++, item, orderId, settings });
			const outcome = read.ok ? await search(run, read.value, item, searches) : read;
			if (!outcome.ok || !read.ok) {
				if (!outcome.ok) run.collector.settle(placeOf(''), outcome);
				continue;
			}
			concurrency ??= read.value.concurrency;
			const { provider, request } = read.value;
			const { orders, failure } = outcome.value;
			for (const hint of searchHints(provider.displayName, outcome.value, ADVICE)) hints.add(hint);
			for (const hint of periodHints(read.value)) hints.add(hint);
			for (const { orderId, fetched } of orders) {
				const place = placeOf(orderId);
				const query = provider.validate(askFor(request.query, orderId));
				if (fetched) run.collector.settle(place, ok(fetched));
				else if (query.ok) wanted.push({ request: { ...request, query: query.value }, place });
				else run.collector.settle(place, invalidId(orderId));
				await turns.pause();
			}
			if (failure) run.collector.settle(placeOf(''), err(failure));
		}
		for (const hint of hints) addHint(context, hint);
		await fetchJobs(run, wanted, concurrency ?? 1);
	});

/** Equal searches of one account are made once. */
async function search(
	{ calls, signal }: NodeRun,
	{ provider, request, limit, details, output }: ItemSearch,
	item: number,
	searches: Searches,
): Promise<Result<FoundOrders<Listed>>> {
	const opened = await calls.open(provider, item);
	if (!opened.ok) return opened;
	if (signal.aborted) return err(transportFailure('canceled', provider.displayName));
	const { fingerprint, calls: context } = opened.value;
	const { query, asked, timeout, maxRetries } = request;
	const needsRaw = output.includeRaw || output.output === 'raw';
	const needs = [String(limit), timeout, maxRetries, details, needsRaw];
	const key = JSON.stringify([fingerprint, asked, ...needs]);
	const keep = ({ orderId, raw, payload }: ListedOrder<unknown>): Listed => {
		if (details) return { orderId, fetched: null };
		const order = provider.search.normalize(payload, askFor(query, orderId));
		const tracking = provider.search.listsWholeOrders ? 'seen' : 'missing';
		return { orderId, fetched: { raw: needsRaw ? raw : undefined, order, tracking } };
	};
	const searching =
		searches.get(key) ??
		settled(searchByStatus({ ...request, limit, keep }, context), provider.displayName);
	searches.set(key, searching);
	return await searching;
}

/** States the start of the search when the provider set it and the user did not. */
function periodHints({ request: { query, asked } }: ItemSearch): readonly string[] {
	const { placedAfter } = query;
	if (placedAfter === null || (asked.placedAfter ?? asked.updatedAfter) !== null) return [];
	const day = new Date(placedAfter).toISOString().slice(0, 10);
	return [`Only orders placed since ${day} were searched for. Set a date in Filters for others.`];
}

const askFor = ({ provider, fields, language, options }: SearchQuery, orderId: string) => {
	return { provider, orderId, fields, language, options };
};

/** An id of the list that must not be sent, since it would ask for something else. */
export const invalidId = (orderId: string): Err =>
	err({
		kind: 'invalid_response',
		message: `The list contains the invalid order id "${shorten(orderId)}"`,
		description:
			'This order cannot be fetched. Turn off Fetch Details to get it as it is listed, or set On Error in the settings of the node to continue without it.',
	});
