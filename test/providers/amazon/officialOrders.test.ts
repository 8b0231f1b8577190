import { rows } from '../../../order/rows';
import first from '../../fixtures/amazon/order.1.json';
import second from '../../fixtures/amazon/order.2.json';
import third from '../../fixtures/amazon/order.3.json';
import whole from '../../fixtures/amazon/order.example.json';
import expectedOrders from '../../fixtures/amazon/samples.orders.json';
import expectedRows from '../../fixtures/amazon/samples.rows.json';
import japan from '../../fixtures/amazon/search.1.json';
import britain from '../../fixtures/amazon/search.2.json';
import brazil from '../../fixtures/amazon/search.3.json';
import list from '../../fixtures/amazon/search.example.json';
import { normalize, PERSONAL } from './order.support';

/** Amazon's own sample answers; the rows are written down from the model by hand. */

const SAMPLES = {
	'order.1': first.order,
	'order.2': second.order,
	'order.3': third.order,
	'search.1': japan.orders[0],
	'search.2': britain.orders[0],
	'search.3': brazil.orders[0],
	'order.example': whole.order,
	'search.example': list.orders[0],
} as const;

const samplesOf = <Each>(expected: Readonly<Record<string, Each>>) =>
	Object.entries(expected).map(([name, each]) => ({
		...each,
		name,
		payload: SAMPLES[name as keyof typeof SAMPLES],
	}));

test.each(samplesOf(expectedRows))('the rows of $name: $is', ({ payload, rows: cells }) => {
	const order = normalize(payload, PERSONAL);
	expect(rows(order)).toEqual(cells);
	expect(order.warnings).toEqual([]);
});

test.each(samplesOf<{ is: string; order: object }>(expectedOrders))(
	'what only the output Order has of $name: $is',
	({ payload, order }) => {
		expect(normalize(payload)).toMatchObject(order);
	},
);
