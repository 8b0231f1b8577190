import type { CallContext } from '../../../client/callProvider';
import { EVENT_NAMES } from '../../../nodes/OrderTrigger/events';
import type { WatchParameters } from '../../../nodes/OrderTrigger/readParameters';
import type { Watch } from '../../../nodes/OrderTrigger/watch';
import type { Order } from '../../../order/order';
import { err, ok } from '../../../providers/failure';
import type { ListedPage, OrderSearch, PageQuery } from '../../../providers/search';
import { callContext, lastingSession } from '../../client/context.support';
import { queryOf, signing } from '../../providers/calls.support';

/** A made-up provider. */
export interface Shop {
	/** The details of an order. */
	readonly order: (orderId: string) => Order;
	/** A page of its list, `null` where the cursor has ended; without a list, orders are named. */
	readonly page?: (query: PageQuery) => ListedPage<Order> | null;
	/** What its list can do. */
	readonly list?: Partial<OrderSearch<Order>>;
}

/** Lists changes, whole, on pages that name the next one. */
export const LIST_OF_CHANGES = { hasCursor: true, canFilterUpdated: true, listsWholeOrders: true };

const request = (path: string) => ({
	method: 'GET',
	url: `https://shop.example/${path}`,
	headers: {},
	body: '',
});
const itself = <T>(payload: T): T => payload;

/** What a poll of the trigger works with in that shop; only the connection is replaced. */
export function watchOf(
	{ order, page, list }: Shop,
	{ http, runtime, ...more }: Pick<CallContext, 'http' | 'runtime'> & Partial<CallContext>,
	parameters: Partial<WatchParameters>,
): Watch {
	const search = page && {
		...list,
		validate: ok,
		normalize: itself,
		request: (query: PageQuery) => request(`list/${query.page}`),
		response: (_: unknown, query: PageQuery) => {
			const payload = page(query);
			if (payload) return ok({ raw: null, payload });
			return err({ kind: 'invalid_parameter', message: 'It has ended', description: '' });
		},
	};
	const provider = {
		name: 'shop',
		displayName: 'Shop',
		parameters: [],
		options: [],
		credential: { session: { mayBeExpired: () => false } },
		validate: ok,
		normalize: itself,
		...(search && { search }),
		order: {
			request: ({ orderId }: { orderId: string }) => request(`order/${orderId}`),
			response: ({ status }: { status: number }, { orderId }: { orderId: string }) =>
				status === 200
					? ok({ raw: null, payload: order(orderId) })
					: err({ kind: 'not_found', message: 'There is no such order', description: '' }),
		},
	};
	const requestOf = (orderId: string) => ({
		provider,
		query: queryOf('shop', orderId),
		timeout: 1000,
		maxRetries: 0,
	});
	const session = lastingSession(signing('https://shop.example'));
	const calls = callContext({ session, http, runtime, ...more });
	return {
		runtime,
		parameters: {
			provider,
			events: EVENT_NAMES,
			orderIds: [],
			lookBackDays: 30,
			limits: null,
			settings: { output: { output: 'items' }, concurrency: 2 },
			anyRequest: requestOf('any'),
			requestOf: (orderId: string) => ok(requestOf(orderId)),
			...parameters,
		} as unknown as WatchParameters,
		account: { session, fingerprint: 'account', calls } as never,
		signal: more.signal ?? new AbortController().signal,
		time: 1000,
	};
}
