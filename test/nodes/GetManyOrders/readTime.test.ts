import { DateTime } from 'luxon';

import { readTime } from '../../../nodes/GetManyOrders/readTime';
import { valueOf } from '../../providers/calls.support';

const read = (value: unknown, zone = 'Europe/Berlin') => readTime('Placed After', value, zone);
/** As ISO 8601 in UTC. */
const utc = (value: unknown, zone?: string) => {
	const time = valueOf(read(value, zone));
	return time === null ? null : new Date(time).toISOString();
};

test.each([
	['2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z'],
	['2026-07-01 12:00:00', '2026-07-01T10:00:00.000Z'],
	['2026-07-01 12:00', '2026-07-01T10:00:00.000Z'],
	['2026-07-01', '2026-06-30T22:00:00.000Z'],
	['2026-01-01', '2025-12-31T23:00:00.000Z'],
	[' 2026-01-01 ', '2025-12-31T23:00:00.000Z'],
	['20260101', '2025-12-31T23:00:00.000Z'],
	['2026-01', '2025-12-31T23:00:00.000Z'],
	// In the hour that the clocks skip.
	['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
])('%j is a time of the workflow’s zone', (value, expected) => {
	expect(utc(value)).toBe(expected);
});

test.each([
	['2026-07-01T12:00:00Z', '2026-07-01T12:00:00.000Z'],
	['2026-07-01T12:00:00.250Z', '2026-07-01T12:00:00.250Z'],
	['2026-07-01 12:00:00+09:00', '2026-07-01T03:00:00.000Z'],
	['2026-07-01T12:00:00-0330', '2026-07-01T15:30:00.000Z'],
])('%j names its own zone', (value, expected) => {
	expect(utc(value)).toBe(expected);
});

test.each([
	[1782896400, '2026-07-01T09:00:00.000Z'],
	['1782896400', '2026-07-01T09:00:00.000Z'],
	[1782896400250, '2026-07-01T09:00:00.250Z'],
	['1782896400250', '2026-07-01T09:00:00.250Z'],
])('%j is epoch seconds or milliseconds', (value, expected) => {
	expect(utc(value, 'Asia/Tokyo')).toBe(expected);
});

test('date objects are the moment that they are', () => {
	expect(utc(new Date('2026-07-01T12:00:00Z'))).toBe('2026-07-01T12:00:00.000Z');
	const there = DateTime.fromISO('2026-07-01T12:00:00', { zone: 'America/New_York' });
	expect(utc(there)).toBe('2026-07-01T16:00:00.000Z');
});

test.each([undefined, null, '', '  ', [], {}])('%j is no bound', (value) => {
	expect(utc(value)).toBeNull();
});

const invalid = [
	...['yesterday', '31.12.2026', '12/31/2026', '2026-02-30', '2026-01-01T25:00', '10:30', 'T10:30'],
	...['{{ $now }}', 0, -1, 5, 26, 178289640, 1e15, true, '1969-01-01'],
];
test.each<[unknown, string]>([
	...invalid.map((value): [unknown, string] => [value, String(value)]),
	[['2026-01-01', '2026-01-02'], '["2026-01-01","2026-01-02"]'],
	[{ from: '2026-01-01' }, '{"from":"2026-01-01"}'],
	[new Date('nonsense'), 'Invalid Date'],
	[DateTime.invalid('nonsense'), 'Invalid DateTime'],
])('%p is rejected by the name of its filter', (value, shown) => {
	const message = `The Placed After "${shown}" is not a date`;
	const description = expect.stringContaining('$now.minus({ days: 7 })') as string;
	const failure = { kind: 'invalid_parameter', message, description };
	expect(read(value)).toMatchObject({ ok: false, failure });
});
