import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseJson } from '../../../json/parse';
import type { Order } from '../../../order/order';
import { normalizeOrder } from '../../../providers/aliexpress/normalize';
import { readOrder } from '../../../providers/aliexpress/payload';
import { queryOf, signing } from '../calls.support';

export const QUERY = queryOf('aliexpress', '8190439416163295');
export const CREDENTIALS = signing('https://api-sg.aliexpress.com');

/** A recorded body, parsed as the node parses it. */
export const fixture = (name: string): unknown =>
	parseJson(readFileSync(join(__dirname, '../../fixtures/aliexpress', `${name}.json`), 'utf8'));

/** The documented answer's `result`. */
export const sampleResult = (): Record<string, unknown> =>
	(
		fixture('order.finished') as {
			aliexpress_trade_ds_order_get_response: { result: Record<string, unknown> };
		}
	).aliexpress_trade_ds_order_get_response.result;

export const normalized = (result: unknown): Order => normalizeOrder(readOrder(result), QUERY);

/** An order with these lines and, in `head`, its other fields. */
export const orderOf = (lines: unknown, head: Record<string, unknown> = {}): Order =>
	normalized({ ...head, child_order_list: lines });

/** The first line of an order that has this one only. */
export function lineOf(line: Record<string, unknown>, head: Record<string, unknown> = {}) {
	const order = orderOf([line], head);
	const [first] = order.lines;
	if (!first) throw new Error('The order has no line.');
	return { ...first, warnings: order.warnings };
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });
/** An amount as the provider writes it. */
export const sent = (amount: unknown, currency_code = 'USD') => ({ amount, currency_code });
