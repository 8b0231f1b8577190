/** Milliseconds that the process computed at best of three times; others on the host hardly count. */
function costOf(run: () => unknown): number {
	const costs = [1, 2, 3].map(() => {
		const begun = process.cpuUsage();
		run();
		return process.cpuUsage(begun).user / 1000;
	});
	return Math.min(...costs);
}

/** Fails when eight times the size costs much more than eight times as much: a square is 64 times. */
export function expectLinear(work: (size: number) => unknown, size: number): void {
	const few = costOf(() => work(size / 8));
	expect(costOf(() => work(size))).toBeLessThan(24 * few + 50);
}
