import { systemRuntime } from '../../http/runtime';

describe('the runtime of the system', () => {
	test('has a clock that is not set back with the one of the host', () => {
		const before = systemRuntime.monotonic();
		const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
		try {
			expect(systemRuntime.now()).toBe(0);
			expect(systemRuntime.monotonic()).toBeGreaterThanOrEqual(before);
		} finally {
			clock.mockRestore();
		}
	});

	test('gives chance from 0 up to 1 and nonces that do not repeat', () => {
		const chances = Array.from({ length: 1000 }, () => systemRuntime.random());
		expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...chances)).toBeLessThan(1);
		expect(new Set(chances).size).toBeGreaterThan(990);
		expect(new Set(Array.from({ length: 1000 }, () => systemRuntime.nonce())).size).toBe(1000);
	});

	test('sleeps at least as long as asked', async () => {
		const before = performance.now();
		await systemRuntime.sleep(30);
		expect(performance.now() - before).toBeGreaterThanOrEqual(29);
	});

	test.each([
		['before', true],
		['during', false],
	])(
		'wakes at once, without an error, when the signal is aborted %s the sleep',
		async (_when, early) => {
			const stop = new AbortController();
			if (early) stop.abort();
			const asleep = systemRuntime.sleep(60_000, stop.signal);
			stop.abort();
			await expect(asleep).resolves.toBeUndefined();
		},
	);

	test('ends a deadline after its time, not before', async () => {
		const deadline = systemRuntime.deadline(20);
		expect(deadline.aborted).toBe(false);
		const keepAlive = setTimeout(() => undefined, 10_000);
		await new Promise((resolve) => deadline.addEventListener('abort', resolve));
		clearTimeout(keepAlive);
		expect(deadline.aborted).toBe(true);
	});
});
