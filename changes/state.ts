import { fingerprint } from '../order/fingerprint';
import { orderKey } from '../order/keys';
import {
	FULFILLMENT_STATUSES,
	ORDER_STATUSES,
	PAYMENT_STATUSES,
	type FulfillmentStatus,
	type Order,
} from '../order/order';
import { orderFacts } from '../order/rows';

/**
 * What is known of an order's parcels: `seen`, all that the provider says; `nothing`, it was asked and
 * has none although the order was sent; `missing`, it was not asked, or did not answer.
 */
export type TrackingLook = 'seen' | 'nothing' | 'missing';

/** What was checked; anything that was not is never reported as a change. */
export interface Looked {
	/** False for an order of a list, which shows only its order status and perhaps its payment. */
	readonly details: boolean;
	readonly tracking: TrackingLook;
	readonly attention: boolean;
}

/** The facts of an order by which a change is noticed. */
export interface OrderState {
	/** `provider:order_id`, with a fingerprint in place of the end of a very long one. */
	readonly orderKey: string;
	readonly orderStatus: string;
	/** `''` where a list without details does not say. */
	readonly paymentStatus: string;
	/** `''` without details. */
	readonly fulfillmentStatus: FulfillmentStatus | '';
	/** A fingerprint of the canceled lines and their reasons, `''` for none. */
	readonly items: string;
	/** A fingerprint of each tracking number, sorted; if there are very many, one fingerprint of all. */
	readonly trackingNumbers: readonly string[];
	/** Each reason's code with the day on which it began: `nm261129`. */
	readonly attention: readonly string[];
	readonly looked: Looked;
}

/** The code by which a state names each reason for attention. */
const CODES = {
	not_shipped: 'ns',
	no_movement: 'nm',
	overdue: 'od',
	payment_due: 'pd',
	on_hold: 'oh',
};

/** A reason for which an order needs someone, and when it began in epoch milliseconds, if known. */
export interface Concern {
	readonly reason: keyof typeof CODES;
	readonly since: number | null;
}

/** More tracking numbers than this share one fingerprint. */
const MOST_NUMBERS = 12;
const LONGEST_KEY = 32;
const VERSION = 'v1';

/** A fingerprint in as few characters as a state has room for. */
export const shortPrint = (value: string, length: number): string =>
	fingerprint(value, length, 'base64url');

/** The fingerprint of a tracking number. */
export const printOf = (trackingNumber: string): string => shortPrint(trackingNumber, 4);

/** The tracking numbers of an order, each once. */
export const numbersOf = (order: Order): readonly string[] =>
	orderFacts(order).trackingNumbers.split(', ').filter(Boolean);

/** What a state calls its order, so that the state of another order can be refused. */
export function stateKey(provider: string, orderId: string): string {
	const key = orderKey(provider, orderId);
	if (key.length <= LONGEST_KEY && /^[\w.:-]+$/.test(key)) return key;
	return `${key.replace(/[^\w.:-]/g, '').slice(0, 19)}~${shortPrint(key, 12)}`;
}

/** Covers only canceled lines and their reasons, because a shipped line shows in the fulfillment status. */
function itemsPrint({ lines }: Order): string {
	const canceled = lines
		.filter((line) => line.fulfillment_status === 'canceled' || line.cancel_reason !== '')
		.map((line) => JSON.stringify([line.sku, line.product_id, line.cancel_reason]));
	return canceled.length === 0 ? '' : shortPrint(canceled.sort().join(), 8);
}

function trackingPrints(order: Order): readonly string[] {
	const numbers = numbersOf(order);
	if (numbers.length > MOST_NUMBERS) return [`*${shortPrint([...numbers].sort().join(), 8)}`];
	return [...new Set(numbers.map(printOf))].sort();
}

const LAST_DAY = Date.UTC(2099, 11, 31);
/** `yymmdd` of an instant in UTC, within this century. */
function dayOf(epoch: number | null): string {
	const day = new Date(Math.min(Math.max(epoch || 0, Date.UTC(2000)), LAST_DAY));
	return day.toISOString().slice(2, 10).replaceAll('-', '');
}

/**
 * The state of an order as it was just seen.
 *
 * @param concerns the reasons for which it needs someone now, by `attentionOf`
 */
export function stateOf(
	order: Order,
	looked: Looked,
	concerns: readonly Concern[] = [],
): OrderState {
	const { details, tracking, attention } = looked;
	return {
		orderKey: stateKey(order.provider, order.order_id),
		orderStatus: order.order_status,
		paymentStatus: details || order.payment_status !== 'unknown' ? order.payment_status : '',
		fulfillmentStatus: details ? order.fulfillment_status : '',
		items: details ? itemsPrint(order) : '',
		// Where the provider has no parcels, a number in its order is an internal one.
		trackingNumbers: details && tracking !== 'nothing' ? trackingPrints(order) : [],
		attention: attention
			? concerns.map(({ reason, since }) => `${CODES[reason]}${dayOf(since)}`).sort()
			: [],
		looked: { details, tracking: details ? tracking : 'missing', attention },
	};
}

const LOOKS: Readonly<Record<TrackingLook, string>> = { seen: 't', nothing: 'n', missing: '' };

/**
 * The state as one text, under 200 characters whatever the order holds:
 * `v1|tuya:SO1|processing|paid|shipped|items|numbers|attention|dta|`. The last bar shows that it is
 * complete. It has no personal data and works as a key: an order has it again only in the same state.
 */
export function stateText(state: OrderState): string {
	const { details, tracking, attention } = state.looked;
	return [
		VERSION,
		state.orderKey,
		state.orderStatus,
		state.paymentStatus,
		state.fulfillmentStatus,
		state.items,
		state.trackingNumbers.join(''),
		state.attention.join('.'),
		`${details ? 'd' : ''}${LOOKS[tracking]}${attention ? 'a' : ''}`,
		'',
	].join('|');
}

const words = (values: readonly string[]): string => `(${values.join('|')})`;
const CONCERN = `(?:${Object.values(CODES).join('|')})\\d{6}`;
const STATE = new RegExp(
	[
		`^${VERSION}`,
		`([\\w.:~-]{1,${LONGEST_KEY}})`,
		words(ORDER_STATUSES),
		words(['', ...PAYMENT_STATUSES]),
		words(['', ...FULFILLMENT_STATUSES]),
		'([\\w-]{8}|)',
		`(\\*[\\w-]{8}|(?:[\\w-]{4}){0,${MOST_NUMBERS}})`,
		`((?:${CONCERN}(?:\\.${CONCERN})*)?)`,
		'(d?)([tn]?)(a?)',
		'$',
	].join('\\|'),
);
const LONGEST = 200;

/**
 * Reads what `stateText` wrote.
 *
 * @param ofOrder the `stateKey` of the order whose state it has to be, where that is known
 * @returns `null` for anything else: another version, a part of a state, another order's
 */
export function readState(value: unknown, ofOrder?: string): OrderState | null {
	if (typeof value !== 'string' || value.length > LONGEST) return null;
	const found = STATE.exec(value.trim());
	if (!found) return null;
	const [, key = '', orderStatus = '', paymentStatus = '', fulfillmentStatus = ''] = found;
	const [items = '', numbers = '', attention = '', details, tracking, hasAttention] =
		found.slice(5);
	if (ofOrder !== undefined && key !== ofOrder) return null;
	return {
		orderKey: key,
		orderStatus,
		paymentStatus,
		fulfillmentStatus: fulfillmentStatus as OrderState['fulfillmentStatus'],
		items,
		trackingNumbers: numbers.startsWith('*') ? [numbers] : (numbers.match(/.{4}/g) ?? []),
		attention: attention === '' ? [] : attention.split('.'),
		looked: {
			details: details === 'd',
			tracking: tracking === 't' ? 'seen' : tracking === 'n' ? 'nothing' : 'missing',
			attention: hasAttention === 'a',
		},
	};
}
