import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../order/order';
import { orderState } from '../../providers/aliexpress/statuses';
import { orderMeaning } from '../../providers/tuya/statuses';
import { codes } from '../../tools/docs/markdown';
import { read, table } from '../../tools/docs/readme';

describe('the statuses', () => {
	const keys = (file: string, pattern: RegExp): readonly string[] =>
		[...read(file).matchAll(pattern)].map(([, key = '']) => key);
	const ENDED = ['FINISH', 'FUND_PROCESSING'];
	const ALI = [...keys('providers/aliexpress/statuses.ts', /^\t([A-Z_]+): row\(/gm), ...ENDED];
	const LOGISTICS = keys('providers/aliexpress/statuses.ts', /^\t([A-Z_]+): '\w+',/gm);
	const TUYA = keys('providers/tuya/statuses.ts', /^\t\['(\w+)', \{ order:/gm);
	const either = [true, false];

	/** The states an AliExpress status can mean, whatever else the order says. */
	const aliStates = (orderStatus: string, logistics: readonly string[]) =>
		logistics.flatMap((logisticsStatus) =>
			either.flatMap((hasPaidTime) =>
				either.map((allLinesCanceled) =>
					orderState({ orderStatus, logisticsStatus, hasPaidTime, allLinesCanceled }),
				),
			),
		);
	type Axis = 'order' | 'payment' | 'fulfillment';
	const meaning =
		(statuses: readonly string[], of: (status: string) => readonly string[]) =>
		(value: string): readonly string[] =>
			statuses.filter((status) => of(status).includes(value)).sort();
	const ali = (axis: Axis) =>
		meaning(ALI, (status) =>
			aliStates(status, axis === 'fulfillment' ? [''] : ['', ...LOGISTICS]).map((it) => it[axis]),
		);
	const tuya = (axis: Axis) =>
		meaning([...TUYA, 'canceled', 'closed'], (status) => [orderMeaning(status)?.[axis] ?? '']);
	const listed = (cell = ''): readonly string[] => [...codes(cell)].sort();

	test('are all known: the tables were found', () => {
		expect([ALI.length, LOGISTICS.length, TUYA.length]).toEqual([16, 6, 6]);
	});

	test.each([
		['order_status', ORDER_STATUSES, 'order'],
		['payment_status', PAYMENT_STATUSES, 'payment'],
		['fulfillment_status', FULFILLMENT_STATUSES, 'fulfillment'],
	] as const)('%s: each value with what it comes from', (name, values, axis) => {
		const documented = table(name);
		expect(documented.map(({ Value }) => Value)).toEqual(values);
		for (const row of documented) {
			const value = row.Value ?? '';
			const own = [value, listed(row['AliExpress order_status']), listed(row['Tuya order_status'])];
			expect(own).toEqual([value, ali(axis)(value), tuya(axis)(value)]);
		}
	});

	test('fulfillment_status: what logistics_status says', () => {
		const says = meaning(LOGISTICS, (status) =>
			aliStates('', [status]).map(({ fulfillment }) => fulfillment),
		);
		for (const row of table('fulfillment_status')) {
			expect(listed(row['AliExpress logistics_status'])).toEqual(says(row.Value ?? ''));
		}
	});
});
