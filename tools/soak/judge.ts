import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Course } from '../../test/engine/faults.table';
import { aliExpressOrder } from '../sandbox/aliexpress/orders';
import { tuyaOrder } from '../sandbox/tuya/orders';
import type { PlannedFault, Wanted } from './plan';

/** One request for an order, as received by the sandbox. */
export interface Asked {
	/** The fault, or `null` for a correct reply. */
	readonly fault: PlannedFault | null;
	/** `ok`, the code of the sandbox's error reply, or `fault`. */
	readonly outcome: string;
}

/** The expected rows of an order: the key of each line, and the order total. */
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

/** Parses JSON and keeps long numbers as text, without losing digits. */
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

/** The failure reasons that a failed session renewal can cause. */
const RENEWAL_REASONS: readonly string[] = [
	'transient',
	'throttled',
	'session_expired',
	'authorization_required',
];

/** The acceptable failure reasons for an order; empty when it must succeed. */
export function reasonsOf(asked: readonly Asked[]): readonly string[] {
	const last = asked.at(-1);
	if (!last) return RENEWAL_REASONS;
	const course: Course = last.fault?.means.course ?? 'harmless';
	if (course === 'harmless') return last.outcome === 'ok' ? [] : RENEWAL_REASONS;
	const reason = last.fault?.means.reason ?? '';
	return course === 'renewed' ? [reason, ...RENEWAL_REASONS] : [reason];
}

const detailsOf = ({ details }: IDataObject): IDataObject => (details ?? {}) as IDataObject;

/** Returns `null` when the items are the correct output for one input item, otherwise the violation. */
export function verdict(
	wanted: Wanted,
	asked: readonly Asked[],
	items: readonly INodeExecutionData[],
	maxRetries: number,
): string | null {
	const name = `${wanted.provider} ${wanted.order_id}`;
	if (items.length === 0) return `${name} is lost`;
	// The first attempt, the retries, and one more after the session was renewed.
	if (asked.length > maxRetries + 2) return `${name} was asked for ${asked.length} times`;
	const reasons = reasonsOf(asked);
	const failed = items.filter(({ json }) => 'error' in json);
	if (failed.length === 0) {
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
	if (items.length > 1) return `${name} has ${failed.length} of ${items.length} items that say no`;
	const [{ json }] = failed as [INodeExecutionData];
	const { reason, order_id } = detailsOf(json);
	if (order_id !== wanted.order_id) return `${name} has an error for order ${String(order_id)}`;
	if (typeof json.error !== 'string' || json.error === '')
		return `${name} has an error without a message`;
	if (reasons.length === 0) return `${name} did not arrive, for ${String(reason)}: ${json.error}`;
	if (!reasons.includes(String(reason)))
		return `${name} failed with ${String(reason)} instead of ${reasons.join(', ')}`;
	return null;
}
