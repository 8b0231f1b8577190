import { EMPTY_LINE, EMPTY_ORDER, EMPTY_SHIPMENT } from '../../order/order';

interface Known {
	readonly totals: object;
	readonly lines: readonly object[];
	readonly shipments: readonly object[];
}

/** An order of which this is known; all else of it is empty. */
export const orderWith = (known: Known) => ({
	...EMPTY_ORDER,
	...known,
	totals: { ...EMPTY_ORDER.totals, ...known.totals },
	lines: known.lines.map((line) => ({ ...EMPTY_LINE, ...line })),
	shipments: known.shipments.map((shipment) => ({ ...EMPTY_SHIPMENT, ...shipment })),
});
