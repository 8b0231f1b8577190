import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Course } from '../../test/engine/faults.table';
import { aliExpressOrder } from '../sandbox/aliexpress/orders';
import { tuyaOrder } from '../sandbox/tuya/orders';
import type { Mishap, Wanted } from './plan';

/** One request for an order as the sandbox saw it. */
export interface Asked {
	/** `null` when the right answer was given. */
	readonly mishap: Mishap | null;
	/** `ok`, the code of the sandbox's own refusal, or `fault`. */
	readonly outcome: string;
}

/** What the sandbox holds of an order: the key of each line, and the total. */
interface Held {
	readonly keys: readonly string[];
	readonly total: number;
}

interface AliExpressResult {
	readonly user_order_amount: { readonly amount: string };
	readonly child_order_list:
		| readonly { sku_id: string }[]
		| { readonly aeop_child_order_info: readonly { sku_id: string }[] };
}
interface TuyaResult {
	readonly amount_trade: { readonly Value: string };
	readonly commodity_list: readonly { specification_code: string }[];
}

/** JSON in which long numbers stand as text, to the digit. */
const exact = (text: string): unknown => JSON.parse(text.replace(/:(\d{16,})(?=[,}\]])/g, ':"$1"'));

export function heldOf({ provider, order_id }: Wanted): Held {
	const key = (sku: string) => `${provider}:${order_id}:${sku}`;
	if (provider === 'tuya') {
		const order = exact(tuyaOrder(order_id)) as TuyaResult;
		return {
			keys: order.commodity_list.map((line) => key(line.specification_code)),
			total: Number(order.amount_trade.Value),
		};
	}
	const order = exact(aliExpressOrder(order_id)) as AliExpressResult;
	const children =
		'aeop_child_order_info' in order.child_order_list
			? order.child_order_list.aeop_child_order_info
			: order.child_order_list;
	return {
		keys: children.map((line) => key(line.sku_id)),
		total: Number(order.user_order_amount.amount),
	};
}

/** What befalls a session while it is renewed shows as one of these. */
const RENEWAL_REASONS: readonly string[] = ['transient', 'throttled', 'session', 'authorize'];

/** The reasons with which the order may be told, none if it has to arrive. */
export function reasonsOf(asked: readonly Asked[]): readonly string[] {
	const last = asked.at(-1);
	if (!last) return RENEWAL_REASONS;
	const course: Course = last.mishap?.means.course ?? 'harmless';
	if (course === 'harmless') return last.outcome === 'ok' ? [] : RENEWAL_REASONS;
	const reason = last.mishap?.means.reason ?? '';
	return course === 'renewed' ? [reason, ...RENEWAL_REASONS] : [reason];
}

const detailsOf = ({ details }: IDataObject): IDataObject => (details ?? {}) as IDataObject;

/** `null` for items that are the one right outcome of an input item, else what is wrong. */
export function verdict(
	wanted: Wanted,
	asked: readonly Asked[],
	items: readonly INodeExecutionData[],
	maxRetries: number,
): string | null {
	const name = `${wanted.provider} ${wanted.order_id}`;
	if (items.length === 0) return `${name} is lost`;
	// Once, as often as it may be repeated, and once more under a fresh session.
	if (asked.length > maxRetries + 2) return `${name} was asked for ${asked.length} times`;
	const reasons = reasonsOf(asked);
	const told = items.filter(({ json }) => 'error' in json);
	if (told.length === 0) {
		if (reasons.length > 0) return `${name} arrived in spite of ${reasons.join(', ')}`;
		const held = heldOf(wanted);
		const keys = items.map(({ json }) => String(json.item_key));
		if (keys.join() !== held.keys.join())
			return `${name} has the rows ${keys.join()} for ${held.keys.join()}`;
		const isRight = items.every(
			({ json }) => json.order_id === wanted.order_id && json.order_total === held.total,
		);
		return isRight ? null : `${name} has rows of another order`;
	}
	if (items.length > 1) return `${name} has ${told.length} of ${items.length} items that say no`;
	const [{ json }] = told as [INodeExecutionData];
	const { reason, order_id } = detailsOf(json);
	if (order_id !== wanted.order_id) return `${name} is told for ${String(order_id)}`;
	if (typeof json.error !== 'string' || json.error === '') return `${name} is told without words`;
	if (reasons.length === 0) return `${name} did not arrive, for ${String(reason)}: ${json.error}`;
	if (!reasons.includes(String(reason)))
		return `${name} is told for ${String(reason)} instead of ${reasons.join(', ')}`;
	return null;
}
