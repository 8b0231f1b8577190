import { CHANGE_COLUMNS, changeCells, changeOf } from '../../order/change';
import { snapshotOf, snapshotSince, withUnknownParcels } from '../../order/snapshot';
import { NO_LINE, NO_ORDER, NO_SHIPMENT } from './order.sample';

const paid = {
	...NO_ORDER,
	provider: 'tuya',
	order_id: 'SO1',
	order_status: 'processing',
	payment_status: 'paid',
	fulfillment_status: 'unfulfilled',
} as const;
const shipped = {
	...paid,
	fulfillment_status: 'shipped',
	shipments: [{ ...NO_SHIPMENT, tracking_number: 'SX1' }],
} as const;

describe('the change of an order', () => {
	test('names what differs, in the order of the columns', () => {
		expect(changeOf(snapshotOf(paid), snapshotOf(shipped))?.changed).toEqual([
			'fulfillment_status',
			'tracking_numbers',
		]);
		const completed = {
			...shipped,
			order_status: 'completed',
			payment_status: 'refunded',
		} as const;
		expect(changeOf(snapshotOf(shipped), snapshotOf(completed))?.changed).toEqual([
			'order_status',
			'payment_status',
		]);
	});

	test('is none while statuses and tracking numbers are the same, whatever else differs', () => {
		const renamed = { ...paid, lines: [{ ...NO_LINE, product_name: 'Cap' }], order_type: 'x' };
		expect(changeOf(snapshotOf(paid), snapshotOf(renamed))).toBeNull();
	});

	test('is none when the same tracking numbers come in another order or twice', () => {
		const numbers = (...all: string[]) =>
			snapshotOf({
				...paid,
				shipments: all.map((tracking_number) => ({ ...NO_SHIPMENT, tracking_number })),
			});
		expect(changeOf(numbers('A1', 'B2'), numbers('B2', 'A1', 'B2'))).toBeNull();
		expect(changeOf(numbers('A1', 'B2'), numbers('A1'))?.changed).toEqual(['tracking_numbers']);
		const many = Array.from({ length: 100 }, (_, at) => `N${at}`);
		expect(changeOf(numbers(...many), numbers(...many.reverse()))).toBeNull();
		expect(changeOf(numbers(...many), numbers(...many, 'one more'))).not.toBeNull();
	});

	test('is none of parcels that were never known', () => {
		const before = withUnknownParcels(snapshotOf({ ...paid, fulfillment_status: 'shipped' }));
		expect(changeOf(before, snapshotOf(shipped))).toBeNull();
		const delivered = { ...shipped, fulfillment_status: 'delivered' } as const;
		expect(changeOf(before, snapshotOf(delivered))?.changed).toEqual(['fulfillment_status']);
		const missing = snapshotSince(before, { ...paid, fulfillment_status: 'delivered' }, true);
		expect(changeOf(before, missing)?.changed).toEqual(['fulfillment_status']);
		expect(changeOf(missing, snapshotOf(delivered))).toBeNull();
	});

	test('of an order that was never seen is new', () => {
		expect(changeOf(undefined, snapshotOf(paid))).toEqual({
			previous: undefined,
			present: snapshotOf(paid),
			changed: [],
		});
	});
});

describe('the keys that are appended to a changed order', () => {
	const cells = (from: typeof paid | undefined, to: typeof paid | typeof shipped) => {
		const change = changeOf(from && snapshotOf(from), snapshotOf(to));
		return change && changeCells(change, to);
	};

	test('tell what changed and what was before', () => {
		expect(cells(paid, shipped)).toEqual({
			change: 'fulfillment_status, tracking_numbers',
			previous_order_status: 'processing',
			previous_payment_status: 'paid',
			previous_fulfillment_status: 'unfulfilled',
			event_key: expect.stringMatching(/^tuya:SO1:processing:paid:shipped:[\da-f]{8}$/),
		});
	});

	test('have no previous statuses for a new order', () => {
		expect(cells(undefined, paid)).toEqual({
			change: 'new',
			previous_order_status: '',
			previous_payment_status: '',
			previous_fulfillment_status: '',
			event_key: 'tuya:SO1:processing:paid:unfulfilled:',
		});
	});

	test('have one event key for one state of an order', () => {
		expect(cells(paid, shipped)?.event_key).toBe(cells(undefined, shipped)?.event_key);
		expect(cells(paid, shipped)?.event_key).not.toBe(cells(undefined, paid)?.event_key);
	});

	test('are a contract', () => {
		expect(CHANGE_COLUMNS.map(({ name }) => name)).toEqual([
			'change',
			'previous_order_status',
			'previous_payment_status',
			'previous_fulfillment_status',
			'event_key',
		]);
	});
});
