import { setImmediate as nextTurn } from 'node:timers/promises';

import { ResponseTurns, Turns } from '../../http/turns';

/** Computes for about a millisecond. */
function work(): void {
	for (const end = performance.now() + 1; performance.now() < end; );
}

test('a loop that pauses lets the rest of the process have a turn every few milliseconds', async () => {
	let others = 0;
	let next = setImmediate(function count() {
		others++;
		next = setImmediate(count);
	});
	const turns = new Turns();
	for (let round = 0; round < 200; round++) {
		work();
		await turns.pause();
	}
	clearImmediate(next);
	expect(others).toBeGreaterThan(5);
});

describe('responses that arrive together', () => {
	/** How many of the responses were read in each turn of the event loop. */
	async function countsPerTurn(sizes: readonly number[]): Promise<readonly number[]> {
		const turns = new ResponseTurns();
		const counts: number[] = [];
		let left = sizes.length;
		let read = 0;
		const all = Promise.all(sizes.map(async (size) => turns.next(size).then(() => read++)));
		while (left > 0) {
			await nextTurn();
			if (read > 0) counts.push(read);
			left -= read;
			read = 0;
		}
		await all;
		return counts;
	}

	test('small ones share a turn', async () => {
		expect(await countsPerTurn(Array<number>(20).fill(5000))).toStrictEqual([20]);
	});

	test('pages of a list do not', async () => {
		expect(await countsPerTurn([100_000, 100_000, 20_000, 100_000])).toStrictEqual([1, 2, 1]);
	});

	test('one that fills a turn alone is read, too', async () => {
		expect(await countsPerTurn([16_000_000, 1, 16_000_000])).toStrictEqual([1, 1, 1]);
	});

	test('they keep their order', async () => {
		const turns = new ResponseTurns();
		const read: number[] = [];
		const sizes = [100_000, 100_000, 1, 100_000];
		await Promise.all(sizes.map(async (size, at) => turns.next(size).then(() => read.push(at))));
		expect(read).toStrictEqual([0, 1, 2, 3]);
	});
});
