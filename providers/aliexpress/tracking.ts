import type { FulfillmentStatus, Order, OrderLine, Shipment } from '../../order/order';
import { distinct } from '../../json/read';
import type { Outcome } from '../contract';
import { allot, type LineShare } from './allot';
import type { Warn } from './amounts';
import { shipmentIds } from './ids';
import { readParcels } from './parcels';
import { moreAdvanced } from './statuses';

/**
 * The order with the data of `aliexpress.ds.order.tracking.get` in it: parcels with their events and
 * items, and by line the numbers, carriers, shipped pieces, variant and fulfillment. Without data
 * the order stays as it is; after a failure too, with a warning.
 *
 * Statuses only rise, with two exceptions. Where the order as a whole is partially shipped and every
 * parcel is accounted for, each line says for itself whether it was shipped. And a line that was
 * unfulfilled is `unknown` once it is in a parcel that does not say how many pieces of how many, or
 * once any parcel does not say what is in it.
 */
export function mergeTracking(order: Order, outcome: Outcome<unknown>): Order {
	if (!outcome.ok) {
		const warning = `Tracking was not added: ${outcome.failure.message.replace(/\.$/, '')}.`;
		return { ...order, warnings: distinct([...order.warnings, warning]) };
	}
	const warnings: string[] = [...order.warnings];
	const warn: Warn = (sentence) => void warnings.push(sentence);
	const parcels = readParcels(outcome.value, warn);
	if (parcels.length === 0) return { ...order, warnings: distinct(warnings) };

	const allotment = allot(parcels, order.order_id, order.lines, warn);
	const unnamed = allotment.shipments.filter(({ items }) => items.length === 0);
	const lines = order.lines.map((line, index) => {
		const share = allotment.lines[index] ?? { shipments: [], variant: '', shipped: 0 };
		return mergeLine(line, share, unnamed, allotment.complete);
	});
	return {
		...order,
		fulfillment_status: moreAdvanced(order.fulfillment_status, fulfillmentOf(lines)),
		lines,
		shipments: mergeShipments(order, allotment.shipments),
		warnings: distinct(warnings),
	};
}

/** `unnamed` are parcels that name no items: like the order's own list, they stand for any line. */
function mergeLine(
	line: OrderLine,
	share: LineShare,
	unnamed: readonly Shipment[],
	complete: boolean,
): OrderLine {
	const parcels = share.shipments.length > 0 ? share.shipments : unnamed;
	const numbers = distinct(parcels.map((parcel) => parcel.tracking_number));
	const carriers = distinct(parcels.map((parcel) => parcel.carrier));
	const variant = line.variant || share.variant;
	return {
		...line,
		...shippedOf(line, share, unnamed.length > 0, complete),
		variant,
		variant_values: line.variant === '' && variant !== '' ? [variant] : line.variant_values,
		tracking_numbers: numbers.length > 0 ? numbers : line.tracking_numbers,
		carriers: carriers.length > 0 ? carriers : line.carriers,
		shipment_ids: share.shipments.map(({ id }) => id),
	};
}

type Shipped = Pick<OrderLine, 'quantity_shipped' | 'fulfillment_status'>;

function shippedOf(
	line: OrderLine,
	{ shipments, shipped }: LineShare,
	anyUnnamed: boolean,
	complete: boolean,
): Shipped {
	const { fulfillment_status, quantity_shipped, quantity } = line;
	const refine = complete && fulfillment_status === 'partially_shipped';
	const mayBeUnnamed = anyUnnamed && shipments.length === 0;
	if (shipments.length === 0 && !refine && !mayBeUnnamed) {
		return { fulfillment_status, quantity_shipped };
	}
	if (shipped === null || mayBeUnnamed) {
		return {
			fulfillment_status: fulfillment_status === 'unfulfilled' ? 'unknown' : fulfillment_status,
			quantity_shipped: quantity_shipped === 0 ? null : quantity_shipped,
		};
	}
	return {
		fulfillment_status: merged(fulfillment_status, statusOf(shipped, quantity), refine),
		quantity_shipped: shipped,
	};
}

function merged(
	before: FulfillmentStatus,
	told: FulfillmentStatus,
	refine: boolean,
): FulfillmentStatus {
	if (told === 'unknown') return before === 'unfulfilled' ? told : before;
	return refine ? told : moreAdvanced(before, told);
}

/** `unknown` when there is no quantity to compare with. */
function statusOf(shipped: number, quantity: number | null): FulfillmentStatus {
	if (shipped === 0) return 'unfulfilled';
	if (quantity === null) return 'unknown';
	return shipped < quantity ? 'partially_shipped' : 'shipped';
}

/** What the lines that are not canceled say together; `unknown` while one of them could be either. */
function fulfillmentOf(lines: readonly OrderLine[]): FulfillmentStatus {
	const statuses = lines
		.map((line) => line.fulfillment_status)
		.filter((status) => status !== 'canceled');
	const sent = statuses.filter((status) => status === 'shipped' || status === 'delivered');
	if (sent.length === statuses.length) return sent.length > 0 ? 'shipped' : 'unknown';
	if (statuses.includes('unknown')) return 'unknown';
	return sent.length > 0 || statuses.includes('partially_shipped')
		? 'partially_shipped'
		: 'unfulfilled';
}

/**
 * The parcels, and those entries of the order's own list that are other parcels: where none of its
 * numbers is a parcel's they are internal ids of the same parcels, and would be counted twice.
 */
function mergeShipments(order: Order, parcels: readonly Shipment[]): readonly Shipment[] {
	const listed = order.shipments;
	const numbers = new Set(distinct(parcels.map((parcel) => parcel.tracking_number)));
	const comparable = listed.some((entry) => numbers.has(entry.tracking_number));
	const others = comparable ? listed.filter((entry) => !numbers.has(entry.tracking_number)) : [];
	const merged = [
		...parcels.map((parcel) => ({
			...parcel,
			status: order.fulfillment_status === 'delivered' ? ('delivered' as const) : parcel.status,
			carrier: parcel.carrier || carrierOf(parcel.tracking_number, listed),
		})),
		...others,
	];
	const ids = shipmentIds(merged.map((shipment) => shipment.tracking_number));
	return merged.map((shipment, index) => ({ ...shipment, id: ids[index] ?? '' }));
}

const carrierOf = (number: string, listed: readonly Shipment[]): string =>
	listed.find((entry) => number !== '' && entry.tracking_number === number)?.carrier ?? '';
