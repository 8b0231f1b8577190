import { RateLimiters } from '../../client/rateLimiters';
import { VirtualClock } from '../../tools/bench/limits/virtualClock';

const MINUTE = 60_000;

test('an account has one more for each pace, which calls of the same name share', () => {
	const limiters = new RateLimiters(new VirtualClock());
	const list = { name: 'list', perSecond: 0.5, burst: 3 };
	const paced = limiters.of('one', list);
	expect(limiters.of('one', { ...list })).toBe(paced);
	expect(limiters.of('one')).not.toBe(paced);
	expect(limiters.of('one', { ...list, name: 'order' })).not.toBe(paced);
	expect(limiters.of('two', list)).not.toBe(paced);
});

test('an account has one rate limiter, forgotten when nobody used it for an hour', async () => {
	const clock = new VirtualClock();
	const limiters = new RateLimiters(clock);
	const [idle, used] = [limiters.of('idle'), limiters.of('used')];
	expect(limiters.of('idle')).toBe(idle);
	await clock.pass(59 * MINUTE);
	await used.acquire();
	await clock.pass(2 * MINUTE);
	expect(limiters.of('used')).toBe(used);
	expect(limiters.of('idle')).not.toBe(idle);
	await clock.pass(61 * MINUTE);
	limiters.of('another');
	expect(limiters.size).toBe(1);
});
