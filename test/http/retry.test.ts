import fc from 'fast-check';

import { decide, MAX_ELAPSED, type Attempt } from '../../http/retry';
import { forAll } from '../support/property';

const attempt = (facts: Partial<Attempt> = {}): Attempt => ({
	isRetryable: true,
	retries: 0,
	maxRetries: 4,
	elapsed: 0,
	retryAfter: null,
	random: 0.5,
	...facts,
});

test.each<readonly [string, Partial<Attempt>, number | null]>([
	['none of what a retry cannot help', { isRetryable: false, retryAfter: 1000 }, null],
	['none when none is allowed', { maxRetries: 0 }, null],
	['none when as many were made as are allowed', { retries: 4 }, null],
	['none when more were made', { retries: 5 }, null],
	['none after three minutes', { elapsed: 180_000 }, null],
	['none that would end later by its jitter', { elapsed: 179_900, random: 0.5 }, null],
	['none that would end later by what was asked', { retryAfter: 180_001, random: 0 }, null],
	['nothing for the luckiest', { random: 0 }, 0],
	['at most half a second at first', { random: 0.999 }, 500],
	['up to four seconds', { retries: 3, random: 0.5 }, 2000],
	['never beyond twenty seconds', { retries: 1999, maxRetries: 2000, random: 0.999 }, 19_980],
	['what is asked for, at least', { retryAfter: 2000, random: 0 }, 2000],
	['what is asked for and the jitter on top', { retryAfter: 2000, random: 0.5 }, 2250],
	['up to the last moment', { elapsed: 100_000, retryAfter: 80_000, random: 0 }, 80_000],
])('the wait is %s', (_name, facts, wait) => {
	expect(decide(attempt(facts))).toBe(wait);
});

test('any attempt: bounded in count and time, a whole wait of what was asked and at most the jitter', () => {
	const any = fc.record({
		isRetryable: fc.boolean(),
		retries: fc.nat({ max: 30 }),
		maxRetries: fc.nat({ max: 20 }),
		elapsed: fc.nat({ max: 400_000 }),
		retryAfter: fc.option(fc.nat({ max: 400_000 })),
		random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
	});
	forAll(any, (facts) => {
		const wait = decide(facts);
		if (wait === null) return;
		const least = facts.retryAfter ?? 0;
		const bound = Math.min(20_000, 500 * 2 ** facts.retries);
		expect(facts.isRetryable && facts.retries < facts.maxRetries).toBe(true);
		expect(facts.elapsed + wait).toBeLessThanOrEqual(MAX_ELAPSED);
		expect(Number.isInteger(wait)).toBe(true);
		expect(wait).toBeGreaterThanOrEqual(least);
		expect(wait).toBeLessThanOrEqual(least + bound);
	});
});
