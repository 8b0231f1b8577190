import type { MatchingRule } from '../../order/allocate';
import { isCanceled, type Parcel } from '../../order/fulfillment';
import { EMPTY_SHIPMENT, type UnfulfilledLine } from '../../order/order';
import type { Warn } from '../payload/read';
import type { Package } from './payload';
import { packageMeaning } from './statuses';

/** An item of a package names its line: one SKU can be on two lines. */
export const MATCHING: readonly MatchingRule[] = [{ key: ({ line_id = '' }) => line_id }];

/** `packages`, which only orders that the seller ships have. */
export function parcels(
	packages: readonly Package[],
	lines: readonly UnfulfilledLine[],
	warn: Warn,
): readonly Parcel[] {
	const known = new Map(lines.map((line) => [line.line_id, line]));
	return packages.map(({ packageStatus, packageItems, ...given }, index) => {
		const { status, detailedStatus } = packageStatus;
		return {
			shipment: {
				...EMPTY_SHIPMENT,
				id: given.packageReferenceId,
				status: packageMeaning(packageStatus, `Package ${index + 1}`, warn),
				provider_status: status,
				carrier: given.carrier,
				tracking_number: given.trackingNumber,
				shipped_at: given.shipTime,
				events: detailedStatus ? [{ at: null, status: detailedStatus, detail: '' }] : [],
			},
			items: packageItems.map(({ orderItemId, quantity }) => {
				const { sku = '', product_id = '' } = known.get(orderItemId) ?? {};
				return { sku, product_id, line_id: orderItemId, quantity };
			}),
		};
	});
}

/** True when every package that counts was delivered, and they hold every piece of the live lines. */
export function areDelivered(sent: readonly Parcel[], lines: readonly UnfulfilledLine[]): boolean {
	const counted = sent.filter(({ shipment }) => shipment.status !== 'canceled');
	const live = lines.filter((line) => !isCanceled(line));
	const pieces = new Map<string, number>();
	for (const { line_id = '', quantity } of counted.flatMap(({ items }) => items)) {
		pieces.set(line_id, (pieces.get(line_id) ?? 0) + (quantity ?? 0));
	}
	const isHeld = ({ line_id, quantity }: UnfulfilledLine): boolean =>
		(pieces.get(line_id) ?? 0) >= (quantity ?? Infinity);
	const isDelivered = ({ shipment }: Parcel): boolean => shipment.status === 'delivered';
	return live.length > 0 && counted.every(isDelivered) && live.every(isHeld);
}
