import { searchOrders } from '../../client/searchOrders';
import type { HttpClient } from '../../http/client';
import { systemRuntime, type Runtime } from '../../http/runtime';
import type { SearchQuery } from '../../providers/search';
import { tuya } from '../../providers/tuya';
import { firstPage, valueOf } from '../providers/calls.support';
import { CREDENTIALS, query } from '../providers/tuya/order.support';
import { callContext, lastingSession } from './context.support';

/** A page as the server sends it: `result` of the reply, or the code of a refusal. */
export type Reply = object | number | null;

/** What a server replies to a page; `call` counts the requests from 1. */
export type Server = (page: number, call: number) => Reply;

export const QUERY: SearchQuery = firstPage({ ...query, language: '' });

/** A search of a Tuya mall; only the connection to the server is replaced. */
export async function searchIn(
	server: Server,
	{ limit = Infinity, query: asked = QUERY }: { limit?: number; query?: SearchQuery } = {},
) {
	const pages: number[] = [];
	const http: HttpClient = {
		send: async ({ url }) => {
			const page = Number(new URL(url).searchParams.get('page'));
			pages.push(page);
			return await Promise.resolve({
				ok: true,
				status: 200,
				retryAfter: null,
				text: JSON.stringify(envelope(server(page, pages.length))),
			});
		},
	};
	const { search } = tuya;
	if (!search) throw new Error('Tuya has a search');
	const runtime: Runtime = { ...systemRuntime, random: () => 0.5, sleep: async () => undefined };
	const request = { query: asked, timeout: 1000, maxRetries: 0 };
	const outcome = await searchOrders(
		{ ...request, provider: { ...tuya, search }, limit, keep: (order) => order },
		callContext({ session: lastingSession(CREDENTIALS), http, runtime }),
	);
	const found = () => valueOf(outcome);
	return {
		outcome,
		/** The numbers of the pages that were asked for. */
		pages: pages as readonly number[],
		/** What the search found; throws if it failed. */
		get found() {
			return found();
		},
		get ids() {
			return found().orders.map(({ orderId }) => orderId);
		},
	};
}

const envelope = (reply: Reply): object =>
	typeof reply === 'number'
		? { success: false, code: reply, msg: 'param is illegal', t: 1 }
		: { success: true, t: 1, result: reply };

/** `count` orders: `A001`, `A002` and so on. */
export const orders = (count: number, name = 'A'): string[] =>
	Array.from({ length: count }, (_, at) => `${name}${String(at + 1).padStart(3, '0')}`);

/** The rows of orders in a list. */
export const rowsOf = (ids: readonly string[]): object[] =>
	ids.map((order_id) => ({ order_id, order_status: 'paid' }));

export interface Paging {
	/** Orders on a page, by default 50. */
	readonly size?: number;
	/** The number of the first page, by default 1. */
	readonly first?: number;
	/** By default the truth. */
	readonly total?: number;
}

/** One page of these orders; a page before the first is refused. */
export function pageOf(
	ids: readonly string[],
	page: number,
	{ size = 50, first = 1, total = ids.length }: Paging = {},
): Reply {
	if (page < first) return 1109;
	const from = (page - first) * size;
	return { total, page, page_size: size, data_list: rowsOf(ids.slice(from, from + size)) };
}
