import { RateLimiter } from '../../client/rateLimiter';
import type { Permit } from '../../client/permit';
import { simulatePace } from '../../tools/bench/limits/paces';
import { VirtualClock } from '../../tools/bench/limits/virtualClock';

/** A limiter of a stated rate, and the seconds at which calls were let in. */
function paced(perSecond: number, burst: number) {
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock, { name: 'list', perSecond, burst });
	const times: number[] = [];
	const permits: Permit[] = [];
	const ask = (count: number): void => {
		for (let left = count; left > 0; left--) {
			void limiter.acquire().then((permit) => {
				times.push(clock.monotonic() / 1000);
				permits.push(permit);
			});
		}
	};
	return { clock, limiter, times, permits, ask };
}

test('one call less than the burst leaves at once, then one in each interval, five percent wider', async () => {
	const { clock, times, ask } = paced(0.5, 4);
	ask(6);
	await clock.pass();
	expect(times).toEqual([0, 0, 0, 2.1, 4.2, 6.3]);
});

test('permits come back one by one, and never more than there are', async () => {
	const { clock, times, ask } = paced(0.5, 4);
	ask(3);
	await clock.pass(4200);
	ask(3);
	await clock.pass();
	expect(times.slice(3)).toEqual([4.2, 4.2, 6.3]);
	await clock.pass(60_000);
	ask(4);
	await clock.pass();
	expect(times.slice(6)).toEqual([66.3, 66.3, 66.3, 68.4]);
});

test('a rate that the provider states counts from then on, with as many permits missing', async () => {
	const { clock, limiter, times, ask } = paced(0.5, 4);
	ask(3);
	await clock.pass(0);
	limiter.grant(0.25);
	ask(2);
	await clock.pass();
	expect(times.slice(3)).toEqual([4.2, 8.4]);
});

test('a stated rate lets those in who have waited long enough by it', async () => {
	const { clock, limiter, times, ask } = paced(0.01, 2);
	ask(2);
	await clock.pass(2000);
	limiter.grant(1);
	await clock.pass();
	expect(times).toEqual([0, expect.closeTo(3.03, 1)]);
});

test('after a refusal no permit is left', async () => {
	const { clock, limiter, permits, times, ask } = paced(0.1, 20);
	ask(1);
	await clock.pass(0);
	permits[0]?.refused(null);
	permits[0]?.release();
	expect(limiter.wait).toBe(10_500);
	ask(2);
	await clock.pass();
	expect(times.slice(1)).toEqual([10.5, 21]);
});

test('says how long a call would wait, behind those that wait already', async () => {
	const { clock, limiter, ask } = paced(0.5, 3);
	expect(limiter.wait).toBe(0);
	ask(1);
	await clock.pass(0);
	expect(limiter.wait).toBe(0);
	ask(3);
	await clock.pass(0);
	expect(limiter.wait).toBe(2100 + 2 * 2100);
	await clock.pass();
	expect(new RateLimiter(clock).wait).toBe(0);
});

test.each([
	['an order', { name: 'order', perSecond: 0.5, burst: 30 }, 100],
	['a page', { name: 'list', perSecond: 0.0056, burst: 20 }, 40],
])(
	'no call for %s is refused by a provider that counts as it documents',
	async (_, pace, count) => {
		expect(await simulatePace(pace, count)).toMatchObject({ calls: count, refused: 0 });
	},
);
