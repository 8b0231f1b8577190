import type { Fault } from '../../tools/sandbox';
import {
	expectDelivered,
	expectFailure,
	faultStage,
	GOES_ON,
	runWithFault,
	waits,
} from './faults.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE } from './stage.support';

const stage = faultStage();

describe('retries', () => {
	const busy: Fault = { kind: 'status', status: 503 };

	test.each([
		[0, 1],
		[1, 2],
		[2, 3],
	])('Max Retries %i makes %i requests', async (maxRetries, requests) => {
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault: busy },
			'always',
			ali(ALI_SAMPLE),
			maxRetries,
		);
		expectFailure(finished, {
			reason: 'transient',
			message: /HTTP 503|503/,
		});
		expect(stage.current.sandbox.count('order')).toBe(requests);
		expect(stage.current.waits).toEqual(waits(maxRetries));
	});

	test('by default there are four', async () => {
		stage.current.sandbox.faults.always({ call: 'order' }, busy);
		await stage.current.get([tuya(TUYA_SAMPLE)], {}, GOES_ON);
		expect(stage.current.sandbox.count('order')).toBe(5);
		expect(stage.current.waits).toEqual(waits(4));
	});

	test('a new session is requested even if no retries are allowed', async () => {
		stage.current.sandbox.expireAccessTokens('aliexpress');
		const finished = await stage.current.get(
			[ali(ALI_SAMPLE)],
			{ options: { maxRetries: 0 } },
			GOES_ON,
		);
		expectDelivered(finished, ALI_SAMPLE, 1);
		expect(stage.current.waits).toEqual([]);
	});

	test.each([0, 0.25, 0.999_999])('chance %d keeps each wait within its bounds', async (chance) => {
		stage.current.runtime.random = () => chance;
		await runWithFault(stage.current, 'order', { fault: busy }, 'always', ali(ALI_SAMPLE), 8);
		expect(stage.current.waits).toHaveLength(8);
		stage.current.waits.forEach((wait, at) => {
			expect(wait).toBeGreaterThanOrEqual(0);
			expect(wait).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** at));
		});
	});

	test('they end within three minutes, however many are allowed', async () => {
		stage.current.runtime.random = () => 0.999_999;
		await runWithFault(stage.current, 'order', { fault: busy }, 'always', ali(ALI_SAMPLE), 20);
		const total = stage.current.waits.reduce((sum, wait) => sum + wait, 0);
		expect(total).toBeGreaterThan(160_000);
		expect(total).toBeLessThanOrEqual(180_000);
		expect(stage.current.waits.length).toBeLessThan(20);
		expect(stage.current.sandbox.count('order')).toBe(stage.current.waits.length + 1);
	});

	test('a requested wait longer than that is not started', async () => {
		const fault: Fault = { kind: 'status', status: 429, retryAfter: 3600 };
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault },
			'always',
			tuya(TUYA_SAMPLE),
		);
		expectFailure(finished, { reason: 'throttled', message: /^Tuya rate limit/ });
		expect(stage.current.sandbox.count('order')).toBe(1);
		expect(stage.current.waits).toEqual([]);
	});

	test('Retry-After may be a date', async () => {
		const retryAfter = new Date(stage.current.now() + 60_000).toUTCString();
		await runWithFault(
			stage.current,
			'order',
			{ fault: { kind: 'status', status: 503, retryAfter } },
			'once',
			ali(ALI_SAMPLE),
		);
		expect(stage.current.waits).toHaveLength(1);
		expect(stage.current.waits[0]).toBeGreaterThan(50_000);
		expect(stage.current.waits[0]).toBeLessThanOrEqual(60_250);
	});

	test('a date in the past requests no wait', async () => {
		const retryAfter = new Date(stage.current.now() - 60_000).toUTCString();
		await runWithFault(
			stage.current,
			'order',
			{ fault: { kind: 'status', status: 503, retryAfter } },
			'once',
			ali(ALI_SAMPLE),
		);
		expect(stage.current.waits).toEqual([250]);
	});

	test.each(['86400', '999999999'])(
		'a ban that outlasts the run fails the other orders too, without a request: %s seconds',
		async (retryAfter) => {
			stage.current.sandbox.faults.next(
				{ call: 'order' },
				{ kind: 'status', status: 429, retryAfter },
			);
			const finished = await stage.current.get(
				['SO1', 'SO2'].map(tuya),
				{ options: { maxRetries: 0, concurrency: 1 } },
				GOES_ON,
			);
			expect(stage.current.waits).toEqual([]);
			expect(finished.jsons('Get Order').map(({ details }) => details)).toMatchObject([
				{ reason: 'throttled', order_id: 'SO1' },
				{ reason: 'throttled', order_id: 'SO2' },
			]);
			expect(stage.current.sandbox.count('order')).toBe(1);
		},
	);

	test('throttling slows the run even if no order is retried', async () => {
		stage.current.sandbox.faults.next(
			{ call: 'order' },
			{ kind: 'status', status: 429, retryAfter: 30 },
		);
		const finished = await stage.current.get(
			['SO1', 'SO2', 'SO3'].map(tuya),
			{ options: { maxRetries: 0, concurrency: 1 } },
			GOES_ON,
		);
		const [ban = 0, ...spacing] = stage.current.waits;
		expect(ban).toBeGreaterThan(25_000);
		expect(ban).toBeLessThanOrEqual(30_060);
		expect(Math.max(0, ...spacing)).toBeLessThan(1_000);
		expect(stage.current.sandbox.count('order')).toBe(3);
		const orders = finished.jsons('Get Order').map((json) => json.order_id ?? json.details);
		expect(new Set(orders.slice(1))).toEqual(new Set(['SO2', 'SO3']));
	});
});
