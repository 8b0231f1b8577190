import type { Fault } from '../../tools/sandbox';
import { expectDelivered, expectFailure, runWithFault, waits } from './faults.support';
import { ali, ALI_SAMPLE, GOES_ON, idsIn, tuya, TUYA_SAMPLE, useStage } from './stage.support';

const stage = useStage();
const busy: Fault = { kind: 'status', status: 503 };
const later = (status: number, retryAfter: string | number): Fault => ({
	kind: 'status',
	status,
	retryAfter,
});
/** Runs AliExpress's sample while its order call is busy. */
const runBusy = async (maxRetries: number) =>
	await runWithFault(stage, 'order', { fault: busy }, 'always', ali(ALI_SAMPLE), maxRetries);

test.each([0, 2])('Max Retries %i is the number of retries', async (maxRetries) => {
	const finished = await runBusy(maxRetries);
	expectFailure(finished, { reason: 'transient', message: /503/ });
	expect(stage.sandbox.count('order')).toBe(maxRetries + 1);
	expect(stage.waits).toEqual(waits(maxRetries));
});

test('by default there are four', async () => {
	stage.sandbox.faults.always({ call: 'order' }, busy);
	await stage.get([tuya(TUYA_SAMPLE)], {}, GOES_ON);
	expect(stage.sandbox.count('order')).toBe(5);
	expect(stage.waits).toEqual(waits(4));
});

test('a new session is requested even if no retries are allowed', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get([ali(ALI_SAMPLE)], { options: { maxRetries: 0 } }, GOES_ON);
	expectDelivered(finished, ALI_SAMPLE, 1);
	expect(stage.waits).toEqual([]);
});

test('they end within three minutes, however many are allowed, each wait within its bounds', async () => {
	stage.runtime.random = () => 0.999_999;
	await runBusy(20);
	const total = stage.waits.reduce((sum, wait) => sum + wait, 0);
	expect(total).toBeGreaterThan(160_000);
	expect(total).toBeLessThanOrEqual(180_000);
	expect(stage.waits.length).toBeLessThan(20);
	expect(stage.sandbox.count('order')).toBe(stage.waits.length + 1);
	stage.waits.forEach((wait, at) => {
		expect(wait).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** at));
	});
});

test('a requested wait longer than that is not started', async () => {
	const fault = later(429, 3600);
	const finished = await runWithFault(stage, 'order', { fault }, 'always', tuya(TUYA_SAMPLE));
	expectFailure(finished, { reason: 'throttled', message: /^Tuya rate limit/ });
	expect(stage.sandbox.count('order')).toBe(1);
	expect(stage.waits).toEqual([]);
});

test.each([
	[60_000, 50_000, 60_250],
	[-60_000, 250, 250],
])('Retry-After may be a date, in %i ms', async (ahead, least, most) => {
	const fault = later(503, new Date(stage.now() + ahead).toUTCString() as never);
	await runWithFault(stage, 'order', { fault }, 'once', ali(ALI_SAMPLE));
	expect(stage.waits).toHaveLength(1);
	expect(stage.waits[0]).toBeGreaterThanOrEqual(least);
	expect(stage.waits[0]).toBeLessThanOrEqual(most);
});

/** Orders one after the other, of which the first is refused with a time to wait. */
const runThrottled = async (retryAfter: string) => {
	stage.sandbox.faults.next({ call: 'order' }, later(429, retryAfter));
	const options = { maxRetries: 0, concurrency: 1 };
	return await stage.get(['SO1', 'SO2', 'SO3'].map(tuya), { options }, GOES_ON);
};

test.each(['86400', '999999999'])(
	'a ban of %s seconds outlasts the run: the other orders fail without a request',
	async (retryAfter) => {
		const finished = await runThrottled(retryAfter);
		expect(stage.waits).toEqual([]);
		expect(finished.jsons('Get Order').map(({ details }) => details)).toMatchObject(
			['SO1', 'SO2', 'SO3'].map((order_id) => ({ reason: 'throttled', order_id })),
		);
		expect(stage.sandbox.count('order')).toBe(1);
	},
);

test('throttling slows the run even if no order is retried', async () => {
	const finished = await runThrottled('30');
	const [ban = 0, ...spacing] = stage.waits;
	expect(ban).toBeGreaterThan(25_000);
	expect(ban).toBeLessThanOrEqual(30_060);
	expect(Math.max(0, ...spacing)).toBeLessThan(1_000);
	expect(stage.sandbox.count('order')).toBe(3);
	expect(idsIn(finished.jsons('Get Order').slice(1))).toEqual(['SO2', 'SO3']);
});
