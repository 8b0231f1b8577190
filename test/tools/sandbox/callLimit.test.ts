import {
	CallLimit,
	fixedWindow,
	minimumGap,
	slidingWindow,
	type Counter,
} from '../../../tools/sandbox/callLimit';
import type { SandboxOptions } from '../../../tools/sandbox';
import { aliExpress, orderQuery, sandboxes, tuya, tuyaOrderTarget } from './calls.support';

const start = sandboxes();
const ORDER = '8100000000000001';

/** A sandbox whose clock only moves when a test moves it, and calls with its newest tokens. */
async function open(options: SandboxOptions = {}) {
	const clock = { time: Date.now() };
	const sandbox = await start({ now: () => clock.time, ...options });
	const tokens = () => sandbox.currentTokens().aliexpress;
	const now = () => ({ now: clock.time });
	return {
		clock,
		sandbox,
		aliExpress: async (more = {}) =>
			await aliExpress(
				sandbox,
				{ ...orderQuery(ORDER), access_token: tokens().accessToken },
				{ ...now(), ...more },
			),
		renew: async () =>
			await aliExpress(
				sandbox,
				{ refresh_token: tokens().refreshToken },
				{ ...now(), path: '/auth/token/refresh' },
			),
		tuya: async (more = {}) =>
			await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), { t: clock.time, ...more }),
		tuyaToken: async () => await tuya(sandbox, '/v1.0/token?grant_type=1', { t: clock.time }),
		outcomes: () => sandbox.requests.map(({ outcome }) => outcome),
	};
}

describe('a call too many', () => {
	test('AliExpress names the ban in its text, Tuya answers with its code and no time', async () => {
		const limited = await open({ callsPerSecond: 1 });
		await limited.aliExpress();
		await limited.tuya();
		expect((await limited.aliExpress()).body).toEqual({
			error_response: {
				type: 'SYSTEM',
				code: 'ApiCallLimit',
				msg: 'Api access frequency exceeds the limit. this ban will last 1 seconds',
				request_id: expect.stringMatching(/^\d{24}$/) as unknown,
			},
		});
		expect((await limited.tuya()).body).toEqual({
			code: 40000309,
			msg: 'your requests are too frequent, please try again later',
			success: false,
			t: limited.clock.time,
			tid: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
		});
	});

	test('bans all calls of its provider for a second, and none of the other', async () => {
		const limited = await open({ callsPerSecond: 2 });
		for (let call = 0; call < 3; call++) await limited.aliExpress();
		limited.clock.time += 999;
		await limited.aliExpress();
		await limited.tuya();
		limited.clock.time += 1;
		await limited.aliExpress();
		expect(limited.outcomes()).toEqual(['ok', 'ok', 'ApiCallLimit', 'ApiCallLimit', 'ok', 'ok']);
	});

	test('is refused before its signature is verified', async () => {
		const limited = await open({ callsPerSecond: 1 });
		await limited.aliExpress({ secret: 'wrong' });
		await limited.aliExpress({ secret: 'wrong' });
		expect(limited.outcomes()).toEqual(['IncompleteSignature', 'ApiCallLimit']);
	});

	test('token calls are neither counted nor refused', async () => {
		const limited = await open({ callsPerSecond: 1 });
		for (const call of ['renew', 'tuya', 'tuya', 'tuyaToken', 'renew'] as const)
			await limited[call]();
		expect(limited.outcomes()).toEqual(['ok', 'ok', '40000309', 'ok', 'ok']);
	});

	test('gets network faults like any other call', async () => {
		const limited = await open({ callsPerSecond: 1 });
		limited.sandbox.faults.next({}, { kind: 'status', status: 502 });
		await limited.aliExpress().catch(() => undefined);
		await limited.aliExpress();
		limited.sandbox.faults.next({}, { kind: 'delay', ms: 5 });
		await limited.aliExpress();
		expect(limited.outcomes()).toEqual(['fault', 'ok', 'ApiCallLimit']);
	});

	test('without the option no call is refused', async () => {
		const limited = await open();
		for (let call = 0; call < 50; call++) await limited.aliExpress();
		expect(new Set(limited.outcomes())).toEqual(new Set(['ok']));
	});
});

describe('kinds of limits', () => {
	test.each<[string, Counter, number[], number[]]>([
		[
			'a sliding window counts the calls of any second',
			slidingWindow(2),
			[0, 600, 700, 999, 1000, 1599, 1600],
			[0, 600, 1000, 1600],
		],
		[
			'a fixed window counts the calls of a second of the clock',
			fixedWindow(2),
			[800, 900, 950, 1000, 1001, 1999, 2000],
			[800, 900, 1000, 1001, 2000],
		],
		[
			'a gap is demanded after each accepted call',
			minimumGap(300),
			[0, 299, 300, 301, 599, 600, 1000],
			[0, 300, 600, 1000],
		],
	])('%s', (_, counter, times, accepted) => {
		expect(times.filter((time) => counter(time))).toEqual(accepted);
	});

	test('a ban lasts from the call too many on, and calls during it do not prolong it', () => {
		const limit = new CallLimit(slidingWindow(1), 6000);
		const waits = [0, 100, 2000, 6099, 6100].map((at) => limit.refuse(at));
		expect(waits).toEqual([null, 6000, 4100, 1, null]);
	});
});

describe('tokens that expire after a number of calls', () => {
	test('so many calls of the provider are accepted, and again with a renewed token', async () => {
		const expiring = await open({ callsPerToken: 2 });
		const calls = ['aliExpress', 'aliExpress', 'aliExpress', 'renew'] as const;
		for (const call of [...calls, ...calls]) await expiring[call]();
		const round = ['ok', 'ok', 'IllegalAccessToken', 'ok'];
		expect(expiring.outcomes()).toEqual([...round, ...round]);
		expiring.sandbox.reset();
		for (let call = 0; call < 3; call++) await expiring.tuya();
		expect(expiring.outcomes()).toEqual(['ok', 'ok', '1010']);
	});

	test('token calls, rejected calls and replaced replies do not count', async () => {
		const expiring = await open({ callsPerToken: 1 });
		await expiring.tuyaToken();
		await expiring.tuya({ accessToken: 'wrong' });
		expiring.sandbox.faults.next({}, { kind: 'status', status: 502, body: {} });
		for (let call = 0; call < 3; call++) await expiring.tuya();
		expect(expiring.outcomes()).toEqual(['ok', '1010', 'fault', 'ok', '1010']);
	});
});
