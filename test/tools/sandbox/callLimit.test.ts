import {
	CallLimit,
	fixedWindow,
	minimumGap,
	slidingWindow,
	type Counter,
} from '../../../tools/sandbox/callLimit';
import {
	aliExpress,
	aliExpressParameters,
	orderQuery,
	sandboxes,
	sendAliExpress,
	tuya,
	tuyaOrderTarget,
} from './calls.support';

const start = sandboxes();
const ORDER = '8100000000000001';

/** A sandbox whose clock only moves when a test moves it. */
async function limitedSandbox(callsPerSecond?: number) {
	const clock = { time: Date.now() };
	const sandbox = await start({
		now: () => clock.time,
		...(callsPerSecond === undefined ? {} : { callsPerSecond }),
	});
	return {
		clock,
		sandbox,
		aliExpress: async () =>
			(await aliExpress(sandbox, orderQuery(ORDER), { now: clock.time })).body,
		tuya: async () =>
			(await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), { t: clock.time })).body,
		outcomes: () => sandbox.requests.map(({ outcome }) => outcome),
	};
}

describe('a call too many', () => {
	test('AliExpress names the ban in its text', async () => {
		const limited = await limitedSandbox(1);
		await limited.aliExpress();
		expect(await limited.aliExpress()).toEqual({
			error_response: {
				type: 'SYSTEM',
				code: 'ApiCallLimit',
				msg: 'Api access frequency exceeds the limit. this ban will last 1 seconds',
				request_id: expect.stringMatching(/^\d{24}$/) as unknown,
			},
		});
		expect(limited.outcomes()).toEqual(['ok', 'ApiCallLimit']);
	});

	test('Tuya answers with its code and no time', async () => {
		const limited = await limitedSandbox(1);
		await limited.tuya();
		expect(await limited.tuya()).toEqual({
			code: 40000309,
			msg: 'your requests are too frequent, please try again later',
			success: false,
			t: limited.clock.time,
			tid: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
		});
		expect(limited.outcomes()).toEqual(['ok', '40000309']);
	});

	test.each([1, 3, 20])('%d calls a second are accepted', async (callsPerSecond) => {
		const limited = await limitedSandbox(callsPerSecond);
		for (let call = 0; call <= callsPerSecond; call++) await limited.aliExpress();
		expect(limited.outcomes()).toEqual([
			...Array.from({ length: callsPerSecond }, () => 'ok'),
			'ApiCallLimit',
		]);
	});

	test('bans all calls of its provider for a second, and none of the other', async () => {
		const limited = await limitedSandbox(2);
		for (let call = 0; call < 3; call++) await limited.aliExpress();
		limited.clock.time += 999;
		await limited.aliExpress();
		await limited.tuya();
		limited.clock.time += 1;
		await limited.aliExpress();
		expect(limited.outcomes()).toEqual(['ok', 'ok', 'ApiCallLimit', 'ApiCallLimit', 'ok', 'ok']);
	});

	test('is refused before its signature is verified', async () => {
		const { sandbox, clock, ...limited } = await limitedSandbox(1);
		const wrong = { secret: 'wrong', now: clock.time };
		await aliExpress(sandbox, orderQuery(ORDER), wrong);
		await aliExpress(sandbox, orderQuery(ORDER), wrong);
		expect(limited.outcomes()).toEqual(['IncompleteSignature', 'ApiCallLimit']);
	});

	test('token calls are neither counted nor refused', async () => {
		const { sandbox, clock, ...limited } = await limitedSandbox(1);
		const renew = async () => {
			const path = '/auth/token/refresh';
			const { refreshToken } = sandbox.currentTokens().aliexpress;
			const business = { refresh_token: refreshToken };
			const parameters = aliExpressParameters(sandbox, business, { path, now: clock.time });
			await sendAliExpress(sandbox, parameters, path);
		};
		await renew();
		await limited.tuya();
		await limited.tuya();
		await tuya(sandbox, '/v1.0/token?grant_type=1', { t: clock.time });
		await renew();
		expect(limited.outcomes()).toEqual(['ok', 'ok', '40000309', 'ok', 'ok']);
	});

	test('gets network faults like any other call', async () => {
		const { sandbox, ...limited } = await limitedSandbox(1);
		sandbox.faults.next({}, { kind: 'status', status: 502 });
		await limited.aliExpress().catch(() => undefined);
		await limited.aliExpress();
		sandbox.faults.next({}, { kind: 'delay', ms: 5 });
		await limited.aliExpress();
		expect(limited.outcomes()).toEqual(['fault', 'ok', 'ApiCallLimit']);
	});
});

test('without the option no call is refused', async () => {
	const limited = await limitedSandbox();
	for (let call = 0; call < 50; call++) await limited.aliExpress();
	expect(new Set(limited.outcomes())).toEqual(new Set(['ok']));
});

describe('kinds of limits', () => {
	const accepted = (counter: Counter, times: readonly number[]) =>
		times.filter((time) => counter(time));

	test('a sliding window counts the calls of any second', () => {
		const times = [0, 600, 700, 999, 1000, 1599, 1600];
		expect(accepted(slidingWindow(2), times)).toEqual([0, 600, 1000, 1600]);
	});

	test('a fixed window counts the calls of a second of the clock', () => {
		const times = [800, 900, 950, 1000, 1001, 1999, 2000];
		expect(accepted(fixedWindow(2), times)).toEqual([800, 900, 1000, 1001, 2000]);
	});

	test('a gap is demanded after each accepted call', () => {
		expect(accepted(minimumGap(300), [0, 299, 300, 301, 599, 600, 1000])).toEqual([
			0, 300, 600, 1000,
		]);
	});

	test('a ban lasts from the call too many on, and calls during it do not prolong it', () => {
		const limit = new CallLimit(slidingWindow(1), 6000);
		expect([0, 100, 2000, 6099, 6100].map((at) => limit.refuse(at))).toEqual([
			null,
			6000,
			4100,
			1,
			null,
		]);
	});
});

describe('tokens that expire after a number of calls', () => {
	const open = async (callsPerToken: number) => {
		const sandbox = await start({ callsPerToken });
		return {
			sandbox,
			/** An order call with the newest token, even if it has expired. */
			aliExpress: async () => {
				const { accessToken } = sandbox.currentTokens().aliexpress;
				return await aliExpress(sandbox, { ...orderQuery(ORDER), access_token: accessToken });
			},
			renew: async () => {
				const path = '/auth/token/refresh';
				const { refreshToken } = sandbox.currentTokens().aliexpress;
				return await aliExpress(sandbox, { refresh_token: refreshToken }, { path });
			},
			tuya: async (options = {}) => await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), options),
			outcomes: () => sandbox.requests.map(({ outcome }) => outcome),
		};
	};

	test('so many calls of the provider are accepted, and again with a renewed token', async () => {
		const expiring = await open(2);
		const calls = [expiring.aliExpress, expiring.aliExpress, expiring.aliExpress, expiring.renew];
		for (const call of [...calls, ...calls]) await call();
		const round = ['ok', 'ok', 'IllegalAccessToken', 'ok'];
		expect(expiring.outcomes()).toEqual([...round, ...round]);
		expiring.sandbox.reset();
		for (let call = 0; call < 3; call++) await expiring.tuya();
		expect(expiring.outcomes()).toEqual(['ok', 'ok', '1010']);
	});

	test('token calls, rejected calls and replaced replies do not count', async () => {
		const { sandbox, ...expiring } = await open(1);
		await tuya(sandbox, '/v1.0/token?grant_type=1');
		await expiring.tuya({ accessToken: 'wrong' });
		sandbox.faults.next({}, { kind: 'status', status: 502, body: {} });
		await expiring.tuya();
		await expiring.tuya();
		await expiring.tuya();
		expect(expiring.outcomes()).toEqual(['ok', '1010', 'fault', 'ok', '1010']);
	});
});
