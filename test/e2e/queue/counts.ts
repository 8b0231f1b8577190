import type { LoggedRequest } from '../../../tools/sandbox';
import { aliExpressOrder } from '../../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';
import type { ProviderCounts } from './checks';
import type { QueueOrder } from './plan';

const RENEWALS = ['token', 'refresh'];

/** What the sandbox received from one provider's credential. */
export function countsOf(requests: readonly LoggedRequest[], provider: string): ProviderCounts {
	const seen = (calls: readonly string[], isAccepted: boolean): number =>
		requests.filter(
			(request) =>
				request.provider === provider &&
				calls.includes(request.call) &&
				(request.outcome === 'ok') === isAccepted,
		).length;
	return {
		orders: seen(['order'], true),
		rejectedOrders: seen(['order'], false),
		renewals: seen(RENEWALS, true),
		rejectedRenewals: seen(RENEWALS, false),
	};
}

/** The number of lines of an order, counted in the provider's JSON text. */
export const linesOf = ({ provider, order_id: id }: QueueOrder): number =>
	(provider === 'tuya'
		? tuyaOrder(id).match(/"unit_price_trade":/g)
		: aliExpressOrder(id).match(/"sale_discount_fee":/g)
	)?.length ?? 0;
