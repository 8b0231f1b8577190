import { getEventListeners } from 'node:events';

import fc from 'fast-check';

import type { AcquireOptions, Permit } from '../../client/permit';
import { RateLimiter } from '../../client/rateLimiter';
import { VirtualClock } from '../../tools/bench/limits/virtualClock';

const numRuns = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 500) / 5);

/** A rate limiter with a record of who was let in, by number and time. */
function account() {
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock);
	const entered: number[] = [];
	const times: number[] = [];
	const permits: Permit[] = [];
	let asked = 0;
	return {
		clock,
		limiter,
		entered,
		times,
		permits,
		/** Asks for permits, which are numbered from 0. */
		ask: async (count: number, options?: AcquireOptions): Promise<void> => {
			for (let left = count; left > 0; left--) {
				const number = asked++;
				void limiter.acquire(options).then((permit) => {
					entered.push(number);
					times.push(clock.monotonic());
					permits[number] = permit;
				});
			}
			await clock.pass(0);
		},
		/** The permit of this number. */
		at: (number: number): Permit => {
			const permit = permits[number];
			if (!permit) throw new Error(`${number} has no permit`);
			return permit;
		},
	};
}

/** An account whose limit is known: so many calls a second, just banned until 1050 ms from now. */
async function limited(perSecond: number) {
	const all = account();
	await all.ask(perSecond + 1);
	for (const permit of all.permits.slice(0, perSecond)) permit.succeeded();
	all.at(perSecond).refused(1000);
	return all;
}

/** An account of which one call was just banned for so many milliseconds. */
async function banned(wait: number) {
	const all = account();
	await all.ask(1);
	all.at(0).refused(wait);
	return all;
}

const gaps = (times: readonly number[]): readonly number[] =>
	times.slice(1).map((time, at) => time - (times[at] ?? 0));

test('before the first refusal nobody waits, however many ask', async () => {
	const { ask, entered, clock, limiter } = account();
	await ask(1000);
	expect(entered).toHaveLength(1000);
	expect(clock.monotonic()).toBe(0);
	expect(limiter.perSecond).toBe(Infinity);
});

describe('during a ban', () => {
	test.each([[[1000]], [[500, 1000]], [[1000, 500]]])(
		'nobody is let in before the longest wait ends, with a margin: %j',
		async (waits) => {
			const { ask, clock, entered, permits } = account();
			await ask(waits.length);
			permits.forEach((permit, index) => permit.refused(waits[index] ?? 0));
			await ask(3);
			await clock.pass(1049);
			expect(entered).toHaveLength(waits.length);
			await clock.pass(1);
			expect(entered).toHaveLength(waits.length + 1);
		},
	);

	test('one timer is enough for all who wait', async () => {
		const { ask, clock } = await banned(1000);
		await ask(50);
		expect(clock.timers).toBe(1);
	});

	/** Milliseconds of the bans that these refusals in a row lead to; `ok` is a success between them. */
	async function bansOf(answers: ReadonlyArray<number | null | 'ok'>): Promise<readonly number[]> {
		const { limiter, clock } = account();
		const bans: number[] = [];
		for (const answer of answers) {
			const waiting = limiter.acquire();
			await clock.pass();
			const permit = await waiting;
			if (answer === 'ok') {
				permit.succeeded();
				continue;
			}
			permit.refused(answer);
			bans.push((await limiter.acquire({ longestWait: 0 })).banLeft);
		}
		return bans;
	}

	test.each<[string, ReadonlyArray<number | null | 'ok'>, readonly number[]]>([
		['doubles where none is stated', [null, null, null], [1050, 2050, 4050]],
		['has a longest', Array(7).fill(null), [1050, 2050, 4050, 8050, 16_050, 20_050, 20_050]],
		['begins anew after a success', [null, null, 'ok', null, null], [1050, 2050, 1050, 2050]],
		['doubles where none is stated as enough', [0, 0, 0], [50, 2050, 4050]],
		['doubles where the stated one is too short', [1000, 1000, 1000], [1050, 2050, 4050]],
		['is the stated one where that is longer', [6000, 6000, 6000], [6050, 6050, 6050]],
	])('the ban of refusals in a row %s', async (_, answers, bans) => {
		expect(await bansOf(answers)).toEqual(bans);
	});
});

describe('a ban of more than ten minutes', () => {
	test('is not believed: after ten minutes one call tries, and when it is accepted all may go', async () => {
		const { ask, clock, entered, at } = await banned(1e14);
		await ask(3);
		await clock.pass(599_999);
		expect(entered).toEqual([0]);
		await clock.pass(1);
		expect(entered).toEqual([0, 1]);
		await ask(1, { longestWait: 180_000 });
		expect(at(4).banLeft).toBeGreaterThan(1e13);
		at(1).succeeded();
		await clock.pass();
		expect(entered).toEqual([0, 1, 4, 2, 3]);
		expect(clock.monotonic()).toBeLessThan(602_000);
	});

	test('is tried again after ten more when the call is refused, at once when it has no answer', async () => {
		const { ask, clock, entered, at } = await banned(1e14);
		await ask(4);
		await clock.pass(600_000);
		at(1).release();
		await clock.pass(2000);
		expect(entered).toEqual([0, 1, 2]);
		at(2).refused(1e14);
		await clock.pass(599_000);
		expect(entered).toEqual([0, 1, 2]);
		await clock.pass(1000);
		expect(entered).toEqual([0, 1, 2, 3]);
	});
});

describe('after a ban', () => {
	test('refused requests go first, in the order in which they were refused', async () => {
		const { ask, clock, entered } = await limited(2);
		await ask(2);
		await ask(2, { goesFirst: true });
		await ask(1);
		await clock.pass();
		expect(entered).toEqual([0, 1, 2, 5, 6, 3, 4, 7]);
	});

	test.each([2, 5, 20])('calls are spaced by what was accepted in a second: %d', async (rate) => {
		const { ask, clock, times, limiter } = await limited(rate);
		await ask(20);
		await clock.pass();
		expect(limiter.perSecond).toBe(rate);
		expect(times[rate + 1]).toBe(1050);
		for (const gap of gaps(times.slice(rate + 1))) expect(gap).toBeCloseTo(1050 / rate);
	});

	test('accepted calls count even if they are answered after the refusal', async () => {
		const { ask, clock, at, permits, limiter } = account();
		await ask(8);
		at(6).refused(1000);
		at(7).refused(1000);
		await clock.pass(500);
		for (const permit of permits.slice(0, 3)) permit.succeeded();
		await ask(1);
		await clock.pass(600);
		// Three are answered, three still under way.
		expect(limiter.perSecond).toBe(6);
	});

	test('calls that never arrived do not count', async () => {
		const { ask, clock, at, permits, limiter } = account();
		await ask(8);
		for (const permit of permits.slice(0, 3)) permit.succeeded();
		for (const permit of permits.slice(3, 7)) permit.release();
		at(7).refused(1000);
		await ask(1);
		await clock.pass();
		expect(limiter.perSecond).toBe(3);
	});

	test('a single accepted call proves little: the rate rises until it is refused', async () => {
		const { ask, clock, at, limiter } = await limited(1);
		const next = async () => {
			await ask(1);
			await clock.pass();
			return limiter.perSecond;
		};
		await next();
		const rates: number[] = [];
		for (let call = 2; call < 7; call++) {
			at(call).succeeded();
			rates.push(await next());
		}
		expect(rates).toEqual([...new Set(rates)].sort((a, b) => a - b));
		const risen = limiter.perSecond;
		expect(risen).toBeGreaterThan(5);
		at(7).refused(1000);
		expect(await next()).toBeLessThan(risen);
	});

	test('a rate that was refused all the time recovers with the first successes', async () => {
		const { ask, clock, permits, limiter } = account();
		for (let call = 0; call < 30; call++) {
			await ask(1);
			await clock.pass();
			permits[call]?.refused(null);
		}
		const from = clock.monotonic();
		for (let call = 30; call < 40; call++) {
			await ask(1);
			await clock.pass();
			permits[call]?.succeeded();
		}
		expect(limiter.perSecond).toBeGreaterThan(2);
		expect(clock.monotonic() - from).toBeLessThan(60_000);
	});

	test('an accident is waited out and forgotten: one refusal among many calls', async () => {
		const { ask, clock, at, permits, entered, limiter } = account();
		for (let round = 0; round < 10; round++) {
			await ask(5);
			for (const permit of permits.slice(-5)) permit.succeeded();
			await clock.pass(150);
		}
		await ask(1);
		at(50).refused(1000);
		await ask(100);
		await clock.pass(1050);
		expect(limiter.perSecond).toBe(Infinity);
		expect(entered).toHaveLength(151);
	});

	test('it is an accident if a call that was sent later is accepted: no ban was in force', async () => {
		const { ask, clock, at, limiter } = account();
		await ask(3);
		await clock.pass(100);
		await ask(1);
		at(1).refused(1000);
		for (const number of [0, 2, 3]) at(number).succeeded();
		await ask(1);
		await clock.pass(1100);
		expect(limiter.perSecond).toBe(Infinity);
	});

	test('what was learned stays for the next run', async () => {
		const { ask, clock, times } = await limited(2);
		await clock.pass(3_600_000);
		await ask(3);
		await clock.pass();
		expect(gaps(times.slice(3))).toEqual([525, 525]);
	});

	test('a refusal that arrives when the ban is over does not lower the rate again', async () => {
		const { ask, clock, at, limiter } = account();
		await ask(6);
		for (const number of [0, 1, 2]) at(number).succeeded();
		at(3).refused(1000);
		await ask(1);
		await clock.pass();
		const learned = limiter.perSecond;
		expect(at(4).refused(1000)).toEqual({ isOwn: false });
		await ask(1);
		await clock.pass();
		expect(limiter.perSecond).toBe(learned);
	});
});

describe('whose refusal it is', () => {
	test('of calls under way together only the first is charged', async () => {
		const { ask, permits } = account();
		await ask(4);
		const own = permits.map((permit) => permit.refused(1000).isOwn);
		expect(own).toEqual([true, false, false, false]);
	});

	test('a call made after the ban is charged for its own', async () => {
		const { ask, clock, at } = account();
		await ask(4);
		for (const number of [0, 1]) at(number).succeeded();
		expect(at(2).refused(1000)).toEqual({ isOwn: true });
		await ask(1, { goesFirst: true });
		await clock.pass();
		expect(at(4).refused(1000)).toEqual({ isOwn: true });
		expect(at(3).refused(1000)).toEqual({ isOwn: false });
	});
});

describe('a ban longer than a request may wait', () => {
	test('is reported at once to those who wait already', async () => {
		const { ask, clock, at, entered } = await limited(2);
		await ask(1);
		await ask(2, { longestWait: 180_000 });
		await clock.pass(1050);
		expect(entered).toEqual([0, 1, 2, 3]);
		at(3).refused(3_600_000);
		await clock.pass(0);
		expect(entered).toEqual([0, 1, 2, 3, 4, 5]);
		expect([at(4).banLeft, at(5).banLeft]).toEqual([3_600_050, 3_600_050]);
	});

	test('and to those who come later, as long as it is too long for them', async () => {
		const { ask, clock, at, entered } = await banned(300_000);
		await ask(1, { longestWait: 180_000 });
		expect(at(1).banLeft).toBe(300_050);
		await clock.pass(200_000);
		await ask(1, { longestWait: 180_000 });
		expect(entered).toEqual([0, 1]);
		await clock.pass();
		expect(at(2).banLeft).toBe(0);
		expect(clock.monotonic()).toBe(300_050);
	});

	test('a permit that makes no call changes nothing', async () => {
		const { ask, at, limiter } = await banned(300_000);
		await ask(1, { longestWait: 0 });
		const permit = at(1);
		permit.succeeded();
		expect(permit.refused(1)).toEqual({ isOwn: false });
		permit.release();
		expect(limiter.perSecond).toBe(Infinity);
	});
});

describe('when a run is stopped', () => {
	test('its requests come in at once, those of other runs go on waiting', async () => {
		const stop = new AbortController();
		const { ask, clock, entered } = await banned(60_000);
		await ask(1);
		await ask(20, { signal: stop.signal });
		await ask(1, { signal: stop.signal, goesFirst: true });
		expect(entered).toEqual([0]);
		stop.abort();
		await clock.pass(0);
		expect(entered).toHaveLength(22);
		expect(entered).not.toContain(1);
		await clock.pass();
		expect(entered.at(-1)).toBe(1);
		expect(clock.monotonic()).toBe(60_050);
	});

	test('nobody waits any more, and no timer is left', async () => {
		const stop = new AbortController();
		const { ask, clock, entered } = await banned(60_000);
		await ask(2, { signal: stop.signal });
		stop.abort();
		await ask(3, { signal: stop.signal });
		expect(entered).toHaveLength(6);
		expect(clock.timers).toBe(0);
	});

	test('one listener on its signal is enough, however many wait and however often', async () => {
		const stop = new AbortController();
		const { ask, clock } = await limited(2);
		for (let round = 0; round < 5; round++) {
			await ask(20, { signal: stop.signal });
			await clock.pass();
		}
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
	});
});

test('whatever happens: none during a ban, refused ones first, in turn, spaced, and all come in', async () => {
	const step = fc.oneof(
		{ arbitrary: fc.constant('ask' as const), weight: 4 },
		{ arbitrary: fc.constant('ask first' as const), weight: 2 },
		{ arbitrary: fc.constant('succeed' as const), weight: 3 },
		{ arbitrary: fc.constant('fail' as const), weight: 1 },
		{ arbitrary: fc.option(fc.nat({ max: 500 })).map((refused) => ({ refused })), weight: 1 },
		{ arbitrary: fc.nat({ max: 500 }).map((pass) => ({ pass })), weight: 2 },
	);
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
			const { ask, clock, entered, times, permits, at, limiter } = account();
			const firsts = new Set<number>();
			const bans: Array<{ readonly from: number; readonly to: number }> = [];
			let asked = 0;
			let answered = 0;
			let ownBans = 0;
			const bansWhenSent = new Map<number, number>();
			for (const each of steps) {
				if (each === 'ask' || each === 'ask first') {
					if (each === 'ask first') firsts.add(asked);
					asked++;
					await ask(1, { goesFirst: each === 'ask first' });
				} else if (typeof each === 'object' && 'pass' in each) {
					await clock.pass(each.pass);
				} else {
					const number = entered[answered];
					if (number === undefined) continue;
					answered++;
					if (each === 'succeed') at(number).succeeded();
					else if (each !== 'fail') {
						const { isOwn } = at(number).refused(each.refused);
						expect(isOwn).toBe(bansWhenSent.get(number) === ownBans);
						if (isOwn) ownBans++;
						const from = clock.monotonic();
						bans.push({ from, to: from + (each.refused ?? 0) });
					}
					at(number).release();
				}
				for (const number of entered) {
					if (!bansWhenSent.has(number)) bansWhenSent.set(number, ownBans);
				}
			}
			const from = clock.monotonic();
			await clock.pass();

			expect([...entered].sort((a, b) => a - b)).toEqual(permits.map((_, number) => number));
			expect(entered).toHaveLength(asked);
			expect(clock.timers).toBe(0);
			for (const time of times) {
				expect(bans.some((ban) => time > ban.from && time < ban.to)).toBe(false);
			}
			const inTurn = (numbers: readonly number[]) =>
				expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
			inTurn(entered.filter((number) => firsts.has(number)));
			inTurn(entered.filter((number) => !firsts.has(number)));
			for (const gap of gaps(times.filter((time) => time > from))) {
				expect(gap).toBeGreaterThanOrEqual(1000 / limiter.perSecond);
			}
		}),
		{ numRuns },
	);
});
