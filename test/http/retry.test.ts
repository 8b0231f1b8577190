import fc from 'fast-check';

import { decide, MAX_ELAPSED, type Attempt } from '../../http/retry';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

const attempt = (facts: Partial<Attempt> = {}): Attempt => ({
	isRetryable: true,
	retries: 0,
	maxRetries: 4,
	elapsed: 0,
	retryAfter: null,
	random: 0.5,
	...facts,
});

describe('no retry', () => {
	test.each([
		['of what a retry cannot help', { isRetryable: false }, 'final'],
		['of it even when asked to wait', { isRetryable: false, retryAfter: 1000 }, 'final'],
		['when none is allowed', { maxRetries: 0 }, 'count'],
		['when as many were made as are allowed', { retries: 4 }, 'count'],
		['when more were made', { retries: 5 }, 'count'],
		['that ends after the time of an order', { elapsed: 180_000 }, 'time'],
		['that would end after it by its jitter', { elapsed: 179_900, random: 0.5 }, 'time'],
		['that would end after it by what was asked', { retryAfter: 180_001, random: 0 }, 'time'],
		['after a day', { retryAfter: 86_400_000 }, 'time'],
	])('%s', (_name, facts, reason) => {
		expect(decide(attempt(facts))).toEqual({ retry: false, reason });
	});

	test('three minutes are the time of an order', () => {
		expect(MAX_ELAPSED).toBe(180_000);
	});
});

describe('the wait', () => {
	test.each([
		['nothing for the luckiest', { random: 0 }, 0],
		['half of half a second', { random: 0.5 }, 250],
		['at most half a second at first', { random: 0.999 }, 500],
		['up to a second then', { retries: 1, random: 0.999 }, 999],
		['up to two seconds', { retries: 2, random: 0.999 }, 1998],
		['up to four seconds', { retries: 3, random: 0.5 }, 2000],
		['never beyond twenty seconds', { retries: 9, maxRetries: 20, random: 0.999 }, 19_980],
		['twenty seconds after any number', { retries: 1999, maxRetries: 2000, random: 0.5 }, 10_000],
		['what is asked for, at least', { retryAfter: 2000, random: 0 }, 2000],
		['what is asked for and the jitter on top', { retryAfter: 2000, random: 0.5 }, 2250],
		['the jitter alone where nothing is asked', { retryAfter: 0, random: 0.5 }, 250],
		['up to the last moment', { elapsed: 100_000, retryAfter: 80_000, random: 0 }, 80_000],
	])('is %s', (_name, facts, wait) => {
		expect(decide(attempt(facts))).toEqual({ retry: true, wait });
	});
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
	fc.assert(
		fc.property(any, (facts) => {
			const decision = decide(facts);
			if (!decision.retry) return;
			const least = facts.retryAfter ?? 0;
			const bound = Math.min(20_000, 500 * 2 ** facts.retries);
			expect(facts.isRetryable && facts.retries < facts.maxRetries).toBe(true);
			expect(facts.elapsed + decision.wait).toBeLessThanOrEqual(MAX_ELAPSED);
			expect(Number.isInteger(decision.wait)).toBe(true);
			expect(decision.wait).toBeGreaterThanOrEqual(least);
			expect(decision.wait).toBeLessThanOrEqual(least + bound);
		}),
		{ numRuns },
	);
});

test('clients that were given the same time do not come back together', () => {
	const waits = Array.from({ length: 100 }, (_, at) =>
		decide(attempt({ retryAfter: 1000, random: at / 100 })),
	);
	expect(new Set(waits.map((each) => JSON.stringify(each))).size).toBe(100);
});
