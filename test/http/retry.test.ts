import fc from 'fast-check';

import { decide, MAX_ELAPSED, type Attempt } from '../../http/retry';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

const attempt = (facts: Partial<Attempt> = {}): Attempt => ({
	repeatable: true,
	repeated: 0,
	allowed: 4,
	elapsed: 0,
	asked: null,
	random: 0.5,
	...facts,
});

describe('no repetition', () => {
	test.each([
		['of what a repetition cannot help', { repeatable: false }, 'final'],
		['of it even when asked to wait', { repeatable: false, asked: 1000 }, 'final'],
		['when none is allowed', { allowed: 0 }, 'count'],
		['when as many were made as are allowed', { repeated: 4 }, 'count'],
		['when more were made', { repeated: 5 }, 'count'],
		['that ends after the time of an order', { elapsed: 180_000 }, 'time'],
		['that would end after it by its jitter', { elapsed: 179_900, random: 0.5 }, 'time'],
		['that would end after it by what was asked', { asked: 180_001, random: 0 }, 'time'],
		['after a day', { asked: 86_400_000 }, 'time'],
	])('%s', (_name, facts, reason) => {
		expect(decide(attempt(facts))).toEqual({ repeat: false, reason });
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
		['up to a second then', { repeated: 1, random: 0.999 }, 999],
		['up to two seconds', { repeated: 2, random: 0.999 }, 1998],
		['up to four seconds', { repeated: 3, random: 0.5 }, 2000],
		['never beyond twenty seconds', { repeated: 9, allowed: 20, random: 0.999 }, 19_980],
		['twenty seconds after any number', { repeated: 1999, allowed: 2000, random: 0.5 }, 10_000],
		['what is asked for, at least', { asked: 2000, random: 0 }, 2000],
		['what is asked for and the jitter on top', { asked: 2000, random: 0.5 }, 2250],
		['the jitter alone where nothing is asked', { asked: 0, random: 0.5 }, 250],
		['up to the last moment', { elapsed: 100_000, asked: 80_000, random: 0 }, 80_000],
	])('is %s', (_name, facts, wait) => {
		expect(decide(attempt(facts))).toEqual({ repeat: true, wait });
	});
});

test('any attempt: bounded in count and time, a whole wait of what was asked and at most the jitter', () => {
	const any = fc.record({
		repeatable: fc.boolean(),
		repeated: fc.nat({ max: 30 }),
		allowed: fc.nat({ max: 20 }),
		elapsed: fc.nat({ max: 400_000 }),
		asked: fc.option(fc.nat({ max: 400_000 })),
		random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
	});
	fc.assert(
		fc.property(any, (facts) => {
			const decision = decide(facts);
			if (!decision.repeat) return;
			const least = facts.asked ?? 0;
			const bound = Math.min(20_000, 500 * 2 ** facts.repeated);
			expect(facts.repeatable && facts.repeated < facts.allowed).toBe(true);
			expect(facts.elapsed + decision.wait).toBeLessThanOrEqual(MAX_ELAPSED);
			expect(Number.isInteger(decision.wait)).toBe(true);
			expect(decision.wait).toBeGreaterThanOrEqual(least);
			expect(decision.wait).toBeLessThanOrEqual(least + bound);
		}),
		{ numRuns },
	);
});

test('those who were told the same time do not come back together', () => {
	const waits = Array.from({ length: 100 }, (_, at) =>
		decide(attempt({ asked: 1000, random: at / 100 })),
	);
	expect(new Set(waits.map((each) => JSON.stringify(each))).size).toBe(100);
});
