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

/** A sandbox whose clock only moves when a test moves it, and calls with its newest tokens. */
async function open(options: SandboxOptions) {
	const clock = { time: 1_760_000_000_000 };
	const sandbox = await start({ now: () => clock.time, ...options });
	const tokens = () => sandbox.currentTokens().aliexpress;
	const order = () => ({ ...orderQuery('8100000000000001'), access_token: tokens().accessToken });
	const renewal = () => ({ refresh_token: tokens().refreshToken });
	const path = '/auth/token/refresh';
	const calls = {
		aliExpress: () => aliExpress(sandbox, order(), { now: clock.time }),
		forged: () => aliExpress(sandbox, order(), { now: clock.time, secret: 'wrong' }),
		renew: () => aliExpress(sandbox, renewal(), { now: clock.time, path }),
		tuya: () => tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), { t: clock.time }),
		tuyaToken: () => tuya(sandbox, '/v1.0/token?grant_type=1', { t: clock.time }),
	};
	/** The outcomes of these calls, one after the other; a number lets time pass. */
	const outcomesOf = async (...steps: ReadonlyArray<keyof typeof calls | number>) => {
		for (const step of steps) {
			if (typeof step === 'number') clock.time += step;
			else await calls[step]();
		}
		return sandbox.requests.map(({ outcome }) => outcome);
	};
	return { sandbox, ...calls, outcomesOf };
}

describe('a call beyond the limit', () => {
	test('AliExpress names the ban in its text, Tuya answers with its code and no time', async () => {
		const limited = await open({ callsPerSecond: 1 });
		await limited.outcomesOf('aliExpress', 'tuya');
		expect((await limited.aliExpress()).body).toMatchObject({
			error_response: {
				code: 'ApiCallLimit',
				msg: 'Api access frequency exceeds the limit. this ban will last 1 seconds',
			},
		});
		const { body } = await limited.tuya();
		expect(body).toMatchObject({ success: false, code: 40000309 });
		expect(body.msg).not.toMatch(/\d/);
	});

	test('bans all calls of its provider for a second, and none of the other', async () => {
		const { outcomesOf } = await open({ callsPerSecond: 2 });
		const ban = ['aliExpress', 'aliExpress', 'aliExpress', 999, 'aliExpress'] as const;
		const outcomes = await outcomesOf(...ban, 'tuya', 1, 'aliExpress');
		expect(outcomes).toEqual(['ok', 'ok', 'ApiCallLimit', 'ApiCallLimit', 'ok', 'ok']);
	});

	test('is refused before its signature is verified; token calls are not counted', async () => {
		const { outcomesOf } = await open({ callsPerSecond: 1 });
		const calls = ['renew', 'forged', 'forged', 'renew', 'tuya', 'tuya', 'tuyaToken'] as const;
		const refused = ['IncompleteSignature', 'ApiCallLimit', 'ok', 'ok', '40000309', 'ok'];
		expect(await outcomesOf(...calls)).toEqual(['ok', ...refused]);
	});
});

test.each<[string, Counter, number[], number[]]>([
	['sliding window', slidingWindow(2), [0, 600, 700, 999, 1000, 1599, 1600], [0, 600, 1000, 1600]],
	['fixed window', fixedWindow(2), [800, 900, 950, 1000, 1001, 1999], [800, 900, 1000, 1001]],
	['gap', minimumGap(300), [0, 299, 300, 301, 599, 600, 1000], [0, 300, 600, 1000]],
])('a %s accepts the calls within the limit', (_, counter, times, accepted) => {
	expect(times.filter((time) => counter(time))).toEqual(accepted);
});

test('a ban begins with the call beyond the limit, and calls during it do not prolong it', () => {
	const limit = new CallLimit(slidingWindow(1), 6000);
	const waits = [0, 100, 2000, 6099, 6100].map((at) => limit.refuse(at));
	expect(waits).toEqual([null, 6000, 4100, 1, null]);
});

describe('tokens that expire after a number of calls', () => {
	test('are accepted for that many calls of the provider, and renewed ones for as many again', async () => {
		const { outcomesOf } = await open({ callsPerToken: 2 });
		const calls = ['aliExpress', 'aliExpress', 'aliExpress', 'renew'] as const;
		const round = ['ok', 'ok', 'IllegalAccessToken', 'ok'];
		expect(await outcomesOf(...calls, ...calls)).toEqual([...round, ...round]);
	});

	test('token calls, rejected calls and replaced replies do not count', async () => {
		const { sandbox, outcomesOf } = await open({ callsPerToken: 1 });
		await outcomesOf('renew', 'forged');
		sandbox.faults.next({}, { kind: 'status', status: 502, body: {} });
		const outcomes = await outcomesOf('aliExpress', 'aliExpress', 'aliExpress');
		expect(outcomes.slice(1)).toEqual(['IncompleteSignature', 'fault', 'ok', 'IllegalAccessToken']);
	});
});
