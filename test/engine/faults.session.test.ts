import type { Fault } from '../../tools/sandbox';
import { expectDelivered, expectFailure, runWithFault, waits } from './faults.support';
import {
	ali,
	ALI_SAMPLE,
	GOES_ON,
	idsIn,
	tuya,
	TUYA_SAMPLE,
	useStage,
	many,
	openStage,
} from './stage.support';
import { closedPort } from '../support/closedPort';

const stage = useStage();

describe('retries', () => {
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
});

const OPTIONS = { options: { concurrency: 3 } };
const ONE_BY_ONE = { options: { concurrency: 1 } };
const asked = (call: string) => stage.sandbox.count(call as 'order');
const rowsOf = async (...parameters: Parameters<typeof stage.get>) =>
	(await stage.get(...parameters)).jsons('Get Order');

describe('a connection that cannot be made', () => {
	test.each([
		['aliexpress, the order', 'ali', ali(ALI_SAMPLE), 'token-that-works'],
		['tuya, the session', 'tuya', tuya(TUYA_SAMPLE), ''],
	] as const)(
		'%s: retried, then reported with the host in the node’s own words',
		async (_, id, order, accessToken) => {
			const baseUrl = await closedPort();
			const { store } = stage.engine;
			store.put(id, { ...store.get(id), baseUrl, accessToken: '', refreshToken: 'typed' });
			if (accessToken !== '') stage.storeTokens(id, { accessToken });
			const { error } = await stage.get([order], { options: { maxRetries: 2 } });
			const { host } = new URL(baseUrl);
			expect(error?.message).toMatch(
				new RegExp(`^Could not reach \\w+: ${host} refused the connection \\(order \\S+\\)$`),
			);
			expect(error?.description).toContain('Base URL');
			expect(stage.waits).toEqual(waits(2));
		},
	);
});

describe('sessions in a run of many orders', () => {
	test.each([
		['aliexpress', many(12, ali), 'refresh', 1],
		['tuya', many(12, tuya), 'token', 2],
	] as const)(
		'%s: one that expires during the run is renewed once',
		async (name, orders, call, times) => {
			const running = stage.get(orders, OPTIONS);
			while (asked('order') < 5) await new Promise(setImmediate);
			stage.sandbox.expireAccessTokens(name);
			const finished = await running;
			expect(finished.error).toBeUndefined();
			expect(idsIn(finished.jsons('Get Order'))).toEqual(idsIn(orders));
			expect(asked(call)).toBe(times);
			const refused = stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok');
			expect(refused.length).toBeLessThanOrEqual(3);
			const repeated = refused.filter((request) => request.call === 'order').length;
			expect(asked('order')).toBe(12 + repeated);
		},
	);

	test('tuya: one that expires while the run waits is renewed before it is used', async () => {
		stage.sandbox.expireAccessTokens('tuya');
		await stage.get([tuya(TUYA_SAMPLE)]);
		stage.advance(7_200_000 - 100_000);
		const wait: Fault = { kind: 'status', status: 429, retryAfter: 120 };
		stage.sandbox.faults.next({ orderId: 'SO3' }, wait);
		const finished = await stage.get(['SO1', 'SO2', 'SO3', 'SO4'].map(tuya), ONE_BY_ONE);
		expect(finished.error).toBeUndefined();
		expect(stage.sandbox.requests.map(({ outcome }) => outcome)).not.toContain('1010');
		expect(asked('token')).toBe(2);
	});

	test('tuya: a secret that is refused is tried once, and each order says so', async () => {
		const { store } = stage.engine;
		store.put('tuya', { ...store.get('tuya'), accessSecret: 'another-1' });
		const rows = await rowsOf(many(12, tuya), OPTIONS, GOES_ON);
		expect(rows).toMatchObject(Array(12).fill({ details: { reason: 'invalid_credentials' } }));
		expect(asked('token')).toBe(1);
	});

	test('a transient failure is tried again by the next order', async () => {
		stage.sandbox.faults.next({ call: 'token' }, { kind: 'not-json' });
		const [first, ...others] = await rowsOf(['SO1', 'SO2'].map(tuya), ONE_BY_ONE, GOES_ON);
		expect(first?.details).toMatchObject({ reason: 'invalid_response' });
		expect(idsIn(others)).toEqual(['SO2']);
		expect(asked('token')).toBe(2);
	});

	test('aliexpress: while the old session is good, renewing it ahead is tried once', async () => {
		const expiresAt = stage.now() + 20 * 60_000;
		stage.storeTokens('ali', { ...stage.sandbox.currentTokens().aliexpress, expiresAt });
		stage.sandbox.faults.always({ call: 'refresh' }, { kind: 'status', status: 503 });
		expect((await stage.get(many(12), OPTIONS)).error).toBeUndefined();
		expect(asked('order')).toBe(12);
		expect(asked('refresh')).toBe(1);
	});

	test('another worker’s session is found also after one’s own renewal was refused', async () => {
		const { store } = stage.engine;
		const old = store.get('ali');
		stage.sandbox.expireAccessTokens('aliexpress');
		await stage.get([ali(ALI_SAMPLE)]);
		const fresh = store.get('ali');
		// That worker is another process, which knows nothing of this one's renewals.
		stage.restart();
		stage.sandbox.reset();
		store.put('ali', old);
		// The other worker's session is stored between the first order and the second.
		const read = store.read.bind(store);
		const looks = 9;
		let reads = 0;
		store.read = (id) => {
			if (++reads === looks + 1) store.put('ali', fresh);
			return read(id);
		};
		const orders = many(2);
		const [first, ...others] = await rowsOf(orders, ONE_BY_ONE, GOES_ON);
		store.read = read;
		expect(first?.details).toMatchObject({ reason: 'authorization_required' });
		expect(idsIn(others)).toEqual([orders[1]?.order_id]);
		expect(asked('refresh')).toBe(1);
	});

	// The last one of AliExpress: nothing but a person could get another session now.
	test('aliexpress: an authorization that has ended is tried once, and each order says so', async () => {
		stage.sandbox.expireAccessTokens('aliexpress');
		stage.sandbox.revokeRefreshTokens();
		const rows = await rowsOf(many(12), OPTIONS, GOES_ON);
		expect(rows).toMatchObject(Array(12).fill({ details: { reason: 'authorization_required' } }));
		expect(asked('refresh')).toBe(1);
	});
});

describe('tuya: clock and signature', () => {
	const CLOCK = { reason: 'clock_skew', message: /^The clock of the n8n host/ };
	const SIGNATURE = { reason: 'invalid_credentials', message: /^Tuya rejected the signature/ };

	test.each([
		['a clock fault is corrected once with the time in the response', 1013, true, 'once', 2, null],
		['a persistent clock fault fails', 1013, true, 'always', 2, CLOCK],
		['a clock fault without a time fails immediately', 1013, false, 'once', 1, CLOCK],
		['a signature rejected with a new token fails immediately', 1004, true, 'once', 1, SIGNATURE],
		['one rejected with a token older than a minute: a new session', 1004, true, 'once', 2, null],
		['one that stays rejected with the new session fails', 1004, true, 'always', 2, SIGNATURE],
	] as const)('%s', async (title, code, hasTime, times, calls, failure) => {
		stage.sandbox.expireAccessTokens('tuya');
		const isOld = title.startsWith('one ');
		if (isOld) {
			await stage.get([tuya(TUYA_SAMPLE)]);
			stage.advance(120_000);
		}
		const before = asked('order');
		const t = hasTime ? stage.now() : 0;
		const body = { success: false, code, msg: 'in words', t };
		const fault: Fault = { kind: 'body', body };
		const finished = await runWithFault(stage, 'order', { fault }, times, tuya('SO1'));
		if (failure) expectFailure(finished, failure);
		else expect(finished.jsons('Get Order')[0]?.order_id).toBe('SO1');
		expect(asked('order') - before).toBe(calls);
		expect(asked('token')).toBe(isOld ? 2 : 1);
		expect(stage.waits).toEqual([]);
	});
});

// The last one: it has a clock of its own.
test('over HTTPS an untrusted certificate is named, and nothing is sent or repeated', async () => {
	const secure = await openStage({ tls: true });
	try {
		for (const order of [ali(ALI_SAMPLE), tuya(TUYA_SAMPLE)]) {
			const { error } = await secure.get([order]);
			const { host } = new URL(secure.sandbox.baseUrl);
			expect(error?.message).toContain(
				`The n8n host does not trust the certificate of ${host} (order `,
			);
			expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
		}
		expect(secure.sandbox.requests).toEqual([]);
		expect(secure.waits).toEqual([]);
	} finally {
		await secure.close();
	}
});
