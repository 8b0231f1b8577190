import { EMPTY_LINE, type UnfulfilledLine } from '../../order/order';
import { unrecognized, type Warn } from '../payload/read';
import { distinct } from '../../order/text';
import { lineAmounts } from './amounts';
import { lineEnd } from './lineEnd';
import type { OrderPayload } from './payload';

/**
 * Each element of `child_order_list` as a line. AliExpress does not say which lines an entry of
 * `logistics_info_list` covers, so every line gets its numbers and services.
 */
export function orderLines(
	{ child_order_list: lines, logistics_info_list: shipments }: OrderPayload,
	warn: Warn,
): readonly UnfulfilledLine[] {
	const tracking_numbers = distinct(shipments.map(({ logistics_no }) => logistics_no));
	const carriers = distinct(shipments.map(({ logistics_service }) => logistics_service));
	return lines.map((line, index) => {
		const owner = `Line ${index + 1}`;
		const { cancel_reason, isRefund: is_disputed } = lineEnd(line.end_reason, line.end_reason_desc);
		if (cancel_reason === 'unknown') {
			const reason = line.end_reason || line.end_reason_desc;
			unrecognized(reason, 'end_reason', { owner, warn });
		}
		return {
			...EMPTY_LINE,
			line_number: index + 1,
			product_id: line.product_id,
			sku: line.sku_id,
			product_name: line.product_name,
			quantity: line.product_count,
			...lineAmounts(line, owner, warn),
			cancel_reason,
			is_disputed,
			tracking_numbers,
			carriers,
		};
	});
}
