import { ali, ALI_SAMPLE, GOES_ON, many, tuya, useStage } from './stage.support';
import { closedPort } from '../support/closedPort';

const stage = useStage();

test('the first failure stops the run at once, and the requests of other orders with it', async () => {
	const slow = many(3);
	for (const { order_id } of slow)
		stage.sandbox.faults.always({ orderId: String(order_id) }, { kind: 'stall-headers' });
	const finished = await stage.get([...slow, ali('4048190439416163')]);
	expect(finished.error?.message).toMatch(/found no order 4048190439416163 .*\(item 4\)$/);
});

describe('a run that cannot succeed ends', () => {
	test('when the host cannot be reached: a hundred orders wait no longer than a few', async () => {
		const baseUrl = await closedPort();
		stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), baseUrl });
		const finished = await stage.get(many(100), { options: { concurrency: 1 } }, GOES_ON);
		const items = finished.jsons('Get Order');
		expect(items).toHaveLength(100);
		expect(new Set(items.map(({ error }) => error)).size).toBe(1);
		// Four waits for each of five orders.
		expect(stage.waits).toHaveLength(20);
	});

	test('when the account stays throttled, and the other account goes on', async () => {
		stage.sandbox.faults.always(
			{ provider: 'aliexpress', call: 'order' },
			{ kind: 'status', status: 429 },
		);
		const others = ['SO1', 'SO2', 'SO3'].map(tuya);
		const finished = await stage.get(
			[...many(100), ...others],
			{ options: { concurrency: 1, maxRetries: 1 } },
			GOES_ON,
		);
		const items = finished.jsons('Get Order');
		const throttled = items.filter(({ details }) => details !== undefined);
		expect(throttled).toHaveLength(100);
		expect(throttled.map(({ details }) => details)).toMatchObject(
			Array(100).fill({ reason: 'throttled' }),
		);
		expect(stage.sandbox.requests.length).toBeLessThan(20);
		expect(new Set(items.slice(100).map(({ order_id }) => order_id))).toEqual(
			new Set(['SO1', 'SO2', 'SO3']),
		);
	});
});

test('tokens that end while a call is under way are renewed again, and nothing is lost', async () => {
	let rejections = 0;
	const take = stage.sandbox.faults.take.bind(stage.sandbox.faults);
	stage.sandbox.faults.take = (target) => {
		if (target.call === 'order' && ++rejections <= 2)
			stage.sandbox.expireAccessTokens('aliexpress');
		return take(target);
	};
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	stage.sandbox.faults.take = take;
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(2);
});

test('a renewal that is refused for any reason is asked for once in a run', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	stage.sandbox.faults.always(
		{ call: 'refresh' },
		{ kind: 'body', body: { code: 'BrandNew', type: 'ISV', message: 'words', request_id: '1' } },
	);
	const finished = await stage.get(many(6), { options: { concurrency: 2 } }, GOES_ON);
	expect(finished.jsons('Get Order').map(({ details }) => details)).toMatchObject(
		Array(6).fill({ reason: 'unknown', code: 'BrandNew' }),
	);
	expect(stage.sandbox.count('refresh')).toBe(1);
});
