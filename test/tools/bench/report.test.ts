import { contendersFor, type ContenderName } from '../../../tools/bench/contender';
import { benchTable, median, ratioLine, type Measured } from '../../../tools/bench/report';

const SMALL = { provider: 'aliexpress', orders: 100, concurrency: 5 } as const;
const LARGE = { provider: 'tuya', orders: 1000, concurrency: 20 } as const;
const taking = (
	cell: Measured['cell'],
	contender: ContenderName,
	...seconds: readonly number[]
): Measured => ({
	cell,
	contender,
	costs: seconds.map((each) => ({
		seconds: each,
		cpu: 50,
		peakMemory: 150 * 1_048_576,
		longestTurn: 10 * each,
	})),
});

const MEASURED = [
	taking(SMALL, 'getOrder', 1, 9, 1),
	taking(SMALL, 'helper', 5),
	taking(SMALL, 'aeSdk', 2),
	taking(LARGE, 'getOrder', 4),
	taking(LARGE, 'helper', 12),
	taking(LARGE, 'tuyaConnector', 3),
];

test('the median of an even number is between the middle ones', () => {
	expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, NaN]);
});

test('the last line has the worst cell of each client, or that it was not measured', () => {
	expect(ratioLine(MEASURED)).toBe('ratios: ae_sdk 2.00, tuya-connector 0.75, helper 3.00');
	expect(ratioLine(MEASURED.slice(0, 2))).toBe(
		'ratios: ae_sdk not measured, tuya-connector not measured, helper 5.00',
	);
});

test('each client of a cell is a line of the table', () => {
	const rows = benchTable(MEASURED).replace(/ +/g, ' ').split('\n').slice(2);
	expect(rows).toHaveLength(6);
	expect(rows[1]).toBe(
		'| AliExpress | 100 | 5 | n8n’s request helper | 20 | 5.00 | 0.50 | 150 | 50 |',
	);
	expect(rows[5]).toBe('| Tuya | 1,000 | 20 | tuya-connector | 333 | 0.75 | 0.05 | 150 | 30 |');
});

test('an npm client takes part for its own provider', () => {
	expect(contendersFor('tuya')).toEqual(['getOrder', 'floor', 'helper', 'tuyaConnector']);
	expect(contendersFor('aliexpress')).toContain('aeSdk');
});
