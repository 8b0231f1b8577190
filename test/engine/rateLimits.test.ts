import { idsIn, many, openStage } from './stage.support';
import { useVirtualTime } from './virtualTime.support';

/** The simulator of the rate limiter tries every combination exactly; these go over real sockets. */
test.each([
	[2, 5],
	[5, 20],
])(
	'%i calls a second, Concurrency %i: all orders of two runs come, with few refusals',
	async (callsPerSecond, concurrency) => {
		const stage = await openStage({ callsPerSecond });
		useVirtualTime(stage);
		try {
			for (const most of [concurrency + 1, 2]) {
				const before = stage.sandbox.requests.length;
				const finished = await stage.get(many(20), { options: { concurrency } });
				expect(finished.error).toBeUndefined();
				expect(idsIn(finished.jsons('Get Order'))).toHaveLength(20);
				const requests = stage.sandbox.requests.slice(before);
				expect(requests.filter(({ outcome }) => outcome !== 'ok').length).toBeLessThanOrEqual(most);
			}
		} finally {
			await stage.close();
		}
	},
);
