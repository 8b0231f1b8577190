import { Turns } from '../../http/turns';

/** Computes for about a millisecond. */
function work(): void {
	for (const end = performance.now() + 1; performance.now() < end; );
}

test('a loop that pauses lets timers come in time, in turns of some milliseconds', async () => {
	let longest = 0;
	let last = performance.now();
	const timer = setInterval(() => {
		longest = Math.max(longest, performance.now() - last);
		last = performance.now();
	}, 1);
	const turns = new Turns();
	for (let round = 0; round < 200; round++) {
		work();
		await turns.pause();
	}
	clearInterval(timer);
	expect(longest).toBeGreaterThan(0);
	expect(longest).toBeLessThan(150);
});
