import fc from 'fast-check';
import { IANAZone } from 'luxon';

import { isTimeZone, isUnset, readTime, timeZones } from '../../order/time';
import { expectLinear } from '../support/growth';
import { forAll, property } from '../support/property';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const LOS_ANGELES = 'America/Los_Angeles';

const NO_EPOCHS = [
	...[0, '0', -1, '-62170153200000', 253402300800000, '9'.repeat(16), '1e12', 1e21, 0.5, NaN],
	...[Infinity, '', 'never', null, undefined, true, [1725940803000], 253402300799999, {}, '0x19'],
];
describe('an epoch', () => {
	test.each<readonly [unknown, string | null]>([
		[1725940803000, '2024-09-10T04:00:03.000Z'],
		[' 1725940803123 ', '2024-09-10T04:00:03.123Z'],
		[1725940803, '2024-09-10T04:00:03.000Z'],
		['1725940803', '2024-09-10T04:00:03.000Z'],
		// Before the year 2000 in milliseconds it is read as seconds.
		[1, '1970-01-01T00:00:01.000Z'],
		[946684799, '1999-12-31T23:59:59.000Z'],
		[946684799999, null],
		['946684800000', '2000-01-01T00:00:00.000Z'],
		...NO_EPOCHS.map((value) => [value, null] as const),
	])('%j is %s', (value, iso) => {
		expect(readTime(value).iso).toBe(iso);
	});
});

describe('a text that says its own zone', () => {
	test.each([
		['2024-09-09T21:00:03Z', '2024-09-09T21:00:03.000Z'],
		['2024-09-09t21:00:03z', '2024-09-09T21:00:03.000Z'],
		['2024-09-09 21:00:03+08:00', '2024-09-09T13:00:03.000Z'],
		['2024-09-09 21:00:03 -0700', '2024-09-10T04:00:03.000Z'],
		['2024-09-09T21:00:03.5+05:30', '2024-09-09T15:30:03.500Z'],
		['2024-09-09T21:00:03[Europe/Madrid]', '2024-09-09T19:00:03.000Z'],
		['2024-09-09 21:00:03 [Asia/Kolkata]', '2024-09-09T15:30:03.000Z'],
		['2024-09-09 21:00:03[Etc/GMT+8]', '2024-09-10T05:00:03.000Z'],
		['2024-09-09T21:00:03+02:00[Europe/Madrid]', '2024-09-09T19:00:03.000Z'],
		['2024-09-09T21:00:03+08:00[Europe/Madrid]', '2024-09-09T13:00:03.000Z'],
		['2024-03-10T02:30:00-08:00', '2024-03-10T10:30:00.000Z'],
		['20240909210003000+0800', '2024-09-09T13:00:03.000Z'],
		['20240909210003Z', '2024-09-09T21:00:03.000Z'],
		['20240909210003123 -07:00', '2024-09-10T04:00:03.123Z'],
	])('%s is %s whatever the option says', (text, iso) => {
		for (const zone of [LOS_ANGELES, 'Asia/Shanghai', 'Mars/Olympus']) {
			expect(readTime(text, zone)).toEqual({ iso, warning: '' });
		}
	});
});

describe('a text without a zone is read in the one of the option', () => {
	test.each([
		['2024-09-09 21:00:03', LOS_ANGELES, '2024-09-10T04:00:03.000Z'],
		['2024-12-09 21:00:03', LOS_ANGELES, '2024-12-10T05:00:03.000Z'],
		['20241209210003', LOS_ANGELES, '2024-12-10T05:00:03.000Z'],
		['20241209210003123', LOS_ANGELES, '2024-12-10T05:00:03.123Z'],
		['2024-12-09 21:00:03', 'america/los_angeles', '2024-12-10T05:00:03.000Z'],
		[' 2024-09-09 21:00 ', LOS_ANGELES, '2024-09-10T04:00:00.000Z'],
		['2024/09/09 21:00:03', 'Asia/Shanghai', '2024-09-09T13:00:03.000Z'],
		['2024-09-09T21:00:03.1', 'UTC', '2024-09-09T21:00:03.100Z'],
		['2024-09-09T21:00:03,123456789', 'UTC', '2024-09-09T21:00:03.123Z'],
		['2024-01-01 00:00:00', 'Asia/Kolkata', '2023-12-31T18:30:00.000Z'],
		['2024-02-29 12:00:00', 'Pacific/Chatham', '2024-02-28T22:15:00.000Z'],
		['2024-01-31 24:00:00', 'UTC', '2024-02-01T00:00:00.000Z'],
		['2024-03-09 24:00:00', LOS_ANGELES, '2024-03-10T08:00:00.000Z'],
		['1969-12-31 16:00:00', LOS_ANGELES, '1970-01-01T00:00:00.000Z'],
		['0099-12-31 16:00:00', 'UTC', '0099-12-31T16:00:00.000Z'],
	])('%s in %s is %s', (text, zone, iso) => {
		expect(readTime(text, zone)).toEqual({ iso, warning: '' });
	});
});

describe('where the clocks change, a local time', () => {
	const never = /^The time "(.*)" does not exist in .*the clocks were set forward/;
	const twice = /^The time "(.*)" happened twice in .*the earlier one was taken/;
	test.each([
		// that never was is moved on by the time that was skipped,
		['2024-03-10 02:30:00', LOS_ANGELES, '2024-03-10T10:30:00.000Z', never],
		['2024-03-10 02:00:00', LOS_ANGELES, '2024-03-10T10:00:00.000Z', never],
		['2024-09-29 03:00:00', 'Pacific/Chatham', '2024-09-28T14:15:00.000Z', never],
		['2024-10-06 02:15:00', 'Australia/Lord_Howe', '2024-10-05T15:45:00.000Z', never],
		['2011-12-30 12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z', never],
		['2024-03-10 02:30:00[America/Los_Angeles]', 'UTC', '2024-03-10T10:30:00.000Z', never],
		// that was twice is the earlier one,
		['2024-11-03 01:30:00', LOS_ANGELES, '2024-11-03T08:30:00.000Z', twice],
		['2024-11-03 01:00:00', LOS_ANGELES, '2024-11-03T08:00:00.000Z', twice],
		['2024-04-07 03:15:00', 'Pacific/Chatham', '2024-04-06T13:30:00.000Z', twice],
		['2024-04-07 01:45:00', 'Australia/Lord_Howe', '2024-04-06T14:45:00.000Z', twice],
		['2024-11-03 01:30:00 [America/Los_Angeles]', 'UTC', '2024-11-03T08:30:00.000Z', twice],
		// and next to the change was once.
		['2024-03-10 01:59:59', LOS_ANGELES, '2024-03-10T09:59:59.000Z', null],
		['2024-03-10 03:00:00', LOS_ANGELES, '2024-03-10T10:00:00.000Z', null],
		['2024-11-03 00:59:59', LOS_ANGELES, '2024-11-03T07:59:59.000Z', null],
		['2024-11-03 02:00:00', LOS_ANGELES, '2024-11-03T10:00:00.000Z', null],
	])('%s in %s is %s', (text, zone, iso, warning) => {
		const read = readTime(text, zone);
		expect(read.iso).toBe(iso);
		expect(warning ? warning.exec(read.warning)?.[1] : read.warning).toBe(warning ? text : '');
	});
});

test.each([
	[null, '2024-11-03T08:30:00.000Z', 'earlier'],
	['2024-11-03T08:30:00.000Z', '2024-11-03T08:30:00.000Z', 'earlier'],
	['2024-11-03T08:45:00.000Z', '2024-11-03T09:30:00.000Z', 'later'],
	['2024-11-04T00:00:00.000Z', '2024-11-03T08:30:00.000Z', 'earlier'],
])('a time that occurred twice, not before %s, is %s', (notBefore, iso, taken) => {
	const read = readTime('2024-11-03 01:30:00', LOS_ANGELES, notBefore);
	expect(read.iso).toBe(iso);
	expect(read.warning).toContain(`the ${taken} one was taken`);
});

describe('what cannot be read is null, with a warning', () => {
	test.each([
		...['2023-02-30 12:00:00', '2023-02-29 12:00:00', '2024-13-01 12:00:00'],
		...['2024-00-10 12:00:00', '2024-01-01 24:00:01', '2024-01-01 25:00:00'],
		...['2024-01-01 12:60:00', '2024-01-01 12:00:60', '2024-01-01 12:00:00+99:99'],
		...['2024-01-01 12:00:00+24:00', '2024-01-01 12:00:00+05:60', '2024-01-01'],
		...['01/02/2024 12:00:00', 'Mon Sep 09 21:00:03 CST 2024', 'yesterday', '9999999999999999'],
		...['20260231101112000', '18260504101112', '9999-12-31 23:59:59'],
		'0000-01-01 00:00:00 +14:00',
	])('%s', (text) => {
		expect(readTime(text, LOS_ANGELES)).toEqual({
			iso: null,
			warning: `The time "${text}" could not be read.`,
		});
	});

	test.each([
		['2024-09-09 21:00:03', 'Mars/Olympus', 'Mars/Olympus'],
		['2024-09-09 21:00:03', '', ''],
		['2024-09-09 21:00:03', 'local', 'local'],
		['2024-09-09 21:00:03[Fantasia/Castle]', LOS_ANGELES, 'Fantasia/Castle'],
	])('%s in %s names no known zone', (text, zone, named) => {
		expect(readTime(text, zone)).toEqual({
			iso: null,
			warning: `The time "${text.slice(0, 40)}" names the unknown time zone "${named}".`,
		});
	});

	test.each([
		...[[''], [' '], ['\n'], ['0'], ['000'], ['-1'], ['-62170153200000'], ['00000000000000']],
		...[['0000-00-00 00:00:00'], ['0000-00-00 00:00:00+0800'], ['0000/00/00'], ['00:00:00']],
	])('%j means "not set"', (text) => {
		expect(readTime(text, LOS_ANGELES)).toEqual({ iso: null, warning: '' });
	});

	test('a warning is short however long the text', () => {
		for (const text of [
			'x'.repeat(10_000),
			`2024-03-10 02:30:00${' '.repeat(10_000)}[America/Los_Angeles]`,
			`2024-03-10 02:30:00[${'A'.repeat(10_000)}]`,
		]) {
			expect(readTime(text, LOS_ANGELES).warning.length).toBeLessThan(200);
		}
	});
});

describe('any instant and zone', () => {
	const instant = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2060, 0, 1) });
	const zone = fc.constantFrom(...timeZones());

	const two = '2-digit';
	const formats = new Map<string, Intl.DateTimeFormat>();
	const formatOf = (timeZone: string): Intl.DateTimeFormat => {
		const digits = { month: two, day: two, hour: two, minute: two, second: two } as const;
		const format =
			formats.get(timeZone) ??
			new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', ...digits });
		formats.set(timeZone, format);
		return format;
	};

	/** The wall clock of the zone, by Node's own calendar. */
	const wallClock = (epoch: number, timeZone: string): string =>
		`${formatOf(timeZone).format(epoch)}.${String(epoch % 1000).padStart(3, '0')}`;

	property(
		'a time that was once comes back as the same instant',
		instant,
		zone,
		(epoch, timeZone) => {
			const read = readTime(wallClock(epoch, timeZone), timeZone);
			const back = Date.parse(read.iso ?? '');
			if (read.warning === '') expect(back).toBe(epoch);
			else {
				// Twice: the earlier of the two, both with the same wall clock.
				expect(read.warning).toContain('happened twice');
				expect(back).toBeLessThanOrEqual(epoch);
				expect(wallClock(back, timeZone)).toBe(wallClock(epoch, timeZone));
			}
		},
	);

	test('around every clock change of 2024, a local time occurs once, twice or never, as in the zone', () => {
		const HOUR = 3_600_000;
		const STEP = 7 * 24 * HOUR;
		const changes = timeZones().flatMap((name) => {
			const zone = IANAZone.create(name);
			const found: Array<readonly [string, number]> = [];
			let offset = zone.offset(Date.UTC(2024, 0, 1));
			for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += STEP) {
				const next = zone.offset(at + STEP);
				if (next === offset) continue;
				let [from, to] = [at, at + STEP];
				while (to - from > 1) {
					const middle = Math.floor((from + to) / 2);
					if (zone.offset(middle) === offset) from = middle;
					else to = middle;
				}
				offset = next;
				found.push([name, to]);
			}
			return found;
		});
		expect(changes.length).toBeGreaterThan(100);
		forAll(
			fc.constantFrom(...changes),
			fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
			([timeZone, change], distance) => {
				const zone = IANAZone.create(timeZone);
				const shift = (zone.offset(change) - zone.offset(change - 1)) * 60_000;
				// The wall clock that a clock left unchanged would show.
				const wall = change + zone.offset(change - 1) * 60_000 + distance;
				const text = new Date(wall).toISOString().slice(0, -1);
				const never = distance >= 0 && distance < shift;
				const twice = distance < 0 && distance >= shift;
				const { iso, warning } = readTime(text, timeZone);
				const expected = distance < 0 || never ? change + distance : change + distance - shift;
				expect(warning.includes('does not exist')).toBe(never);
				expect(warning.includes('happened twice')).toBe(twice);
				expect(Date.parse(iso ?? '')).toBe(twice ? change + distance : expected);
			},
		);
	});

	test('the days around a change are read alike whichever comes first', () => {
		const hours = Array.from({ length: 6 * 24 }, (_, hour) =>
			new Date(Date.UTC(2024, 10, 1, hour, 30)).toISOString().slice(0, 16),
		);
		const read = (year: string, texts: readonly string[]) =>
			new Map(
				texts.map((text) => {
					const { iso } = readTime(text.replace('2024', year), LOS_ANGELES);
					return [text, Date.parse(iso ?? '') - Date.parse(`${text.replace('2024', year)}Z`)];
				}),
			);
		// The clocks were set back on November 3 of both years.
		const forwards = read('2024', hours);
		const backwards = read('2019', [...hours].reverse());
		expect(backwards).toEqual(new Map([...forwards].reverse()));
		expect(new Set(forwards.values()).size).toBe(2);
	});

	test('any text and zone give an instant of the years 0000 to 9999 or none, and never throw', () => {
		const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
		const end = fc.constantFrom(
			'',
			'Z',
			'+14:00',
			'-09:30',
			'+0000',
			'[UTC]',
			'[Asia/Tokyo]',
			'[x]',
		);
		const shaped = fc
			.tuple(digits(4), ...[1, 2, 3, 4, 5].map(() => digits(2)), end)
			.map(([y, mo, d, h, mi, s, end]) => `${y}-${mo}-${d} ${h}:${mi}:${s}${end}`);
		forAll(
			fc.oneof(shaped, fc.string({ unit: 'binary' })),
			fc.oneof({ arbitrary: zone, weight: 9 }, { arbitrary: fc.string(), weight: 1 }),
			(text, timeZone) => {
				const { iso, warning } = readTime(text, timeZone);
				if (iso !== null) {
					expect(iso).toMatch(ISO);
					expect(new Date(iso).toISOString()).toBe(iso);
				} else expect(warning === '').toBe(isUnset(text));
			},
		);
		forAll(fc.oneof(fc.anything(), fc.double().map(String), fc.integer()), (value) => {
			const { iso } = readTime(value);
			if (iso !== null) expect(iso).toMatch(ISO);
		});
	});
});

describe('the time zones on offer', () => {
	test('are all known, each once, with UTC among them', () => {
		const zones = timeZones();
		expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
		expect(zones).toContain('UTC');
		expect(zones).toContain(LOS_ANGELES);
		expect(new Set(zones).size).toBe(zones.length);
	});

	test.each([['Mars/Olympus'], [''], ['local'], ['system'], ['UTC+8'], ['constructor']])(
		'do not hold %j',
		(zone) => {
			expect(isTimeZone(zone)).toBe(false);
		},
	);
});

test('many local times, or one made to be read slowly, take no more than their length', () => {
	const second = (at: number) => new Date(Date.UTC(2024, 0, 1) + at * 3_000_000).toISOString();
	expectLinear((number) => {
		for (let at = 0; at < number; at++) readTime(second(at).slice(0, 19), LOS_ANGELES);
	}, 10_000);
	const padded = (length: number) => `2024-01-01 00:00${' '.repeat(length)}x`;
	expectLinear((length) => readTime(padded(length), LOS_ANGELES), 400_000);
});
