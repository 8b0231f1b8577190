import { retryAfter } from '../../http/retryAfter';

const NOW = Date.parse('2024-09-10T04:00:00Z');

test.each([
	['0', 0],
	['1', 1000],
	[' 120 ', 120_000],
	['999999999', 999_999_999_000],
	['Tue, 10 Sep 2024 04:00:30 GMT', 30_000],
	['Tue, 10 Sep 2024 05:00:00 GMT', 3_600_000],
	[' Tue, 10 Sep 2024 05:00:00 GMT ', 3_600_000],
	['Tuesday, 10-Sep-24 04:01:00 GMT', 60_000],
	['Wednesday, 11-Sep-24 04:00:00 GMT', 86_400_000],
	['Tue Sep 10 04:01:00 2024', 60_000],
	['Tue Oct  1 04:00:00 2024', 21 * 86_400_000],
])('%j asks for %d ms', (header, wait) => {
	expect(retryAfter(header, NOW)).toBe(wait);
	expect(retryAfter([header, '5'], NOW)).toBe(wait);
});

test.each([
	...[undefined, [], '', '-1', '1.5', '1e3', '9999999999', 'soon', 'in 5 minutes', 'soon 2099'],
	...['May 2099', 'x 5', '2099-01-01', '2099-01-01T00:00:00Z', 'Tue, 10 Sep 2024 03:59:59 GMT'],
	...['Tue, 10 Sep 2024 04:00:00 GMT', 'Tuesday, 10-Sep-24 03:59:59 GMT'],
	...['Tue Sep 10 03:59:59 2024', 'Tue, 99 Sep 2099 04:00:00 GMT'],
	'Thu, 01 Jan 1970 00:00:00 GMT',
])('%j asks for nothing', (header) => {
	expect(retryAfter(header, NOW)).toBeNull();
});
