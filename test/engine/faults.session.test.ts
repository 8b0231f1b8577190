import type { Fault } from '../../tools/sandbox';
import { expectFailure, faultStage, GOES_ON, runWithFault, waits } from './faults.support';
import { ali, ALI_SAMPLE, openStage, tuya, TUYA_SAMPLE } from './stage.support';
import { closedPort } from '../support/closedPort';

const stage = faultStage();

describe('a connection that cannot be made', () => {
	test.each([
		['aliexpress, the order', 'ali', ali(ALI_SAMPLE), 'token-that-works'],
		['aliexpress, the session', 'ali', ali(ALI_SAMPLE), ''],
		['tuya, the order', 'tuya', tuya(TUYA_SAMPLE), 'token-that-works'],
		['tuya, the session', 'tuya', tuya(TUYA_SAMPLE), ''],
	] as const)(
		'%s: retried, then reported with the host in the node’s own words',
		async (_, id, order, accessToken) => {
			const baseUrl = await closedPort();
			const { store } = stage.current.engine;
			store.put(id, { ...store.get(id), baseUrl, accessToken: '', refreshToken: 'typed' });
			if (accessToken !== '') stage.current.storeTokens(id, { accessToken });
			const { error } = await stage.current.get([order], { options: { maxRetries: 2 } });
			const host = new URL(baseUrl).host;
			expect(error?.message).toMatch(
				new RegExp(
					`^Could not reach (AliExpress|Tuya): ${host} refused the connection \\(order \\S+\\)$`,
				),
			);
			expect(error?.description).toContain('Base URL');
			expect(stage.current.waits).toEqual(waits(2));
		},
	);
});

describe('sessions in a run of many orders', () => {
	const many = (make: (id: string) => Record<string, unknown>, first: string) =>
		Array.from({ length: 12 }, (_, at) => make(`${first}${at + 10}`));
	const OPTIONS = { options: { concurrency: 3 } };
	const asked = (call: string) => stage.current.sandbox.count(call);

	test.each([
		['aliexpress', many(ali, '81123456789012'), 'refresh', 1],
		['tuya', many(tuya, 'SO2605310000'), 'token', 2],
	] as const)(
		'%s: one that expires during the run is renewed once',
		async (name, orders, call, times) => {
			const running = stage.current.get(orders, OPTIONS);
			while (asked('order') < 5) await new Promise(setImmediate);
			stage.current.sandbox.expireAccessTokens(name);
			const finished = await running;
			expect(finished.error).toBeUndefined();
			const arrived = finished.jsons('Get Order').map((json) => json.order_id);
			expect([...new Set(arrived)]).toEqual(orders.map((order) => order.order_id));
			expect(asked(call)).toBe(times);
			const refused = stage.current.sandbox.requests.filter(({ outcome }) => outcome !== 'ok');
			expect(refused.length).toBeLessThanOrEqual(3);
			const repeated = refused.filter((request) => request.call === 'order').length;
			expect(asked('order')).toBe(12 + repeated);
		},
	);

	test('tuya: one that expires while the run waits is renewed before it is used', async () => {
		stage.current.sandbox.expireAccessTokens('tuya');
		await stage.current.get([tuya(TUYA_SAMPLE)]);
		stage.current.advance(7_200_000 - 100_000);
		stage.current.sandbox.faults.next(
			{ orderId: 'SO3' },
			{ kind: 'status', status: 429, retryAfter: 120 },
		);
		const finished = await stage.current.get(['SO1', 'SO2', 'SO3', 'SO4'].map(tuya), {
			options: { concurrency: 1 },
		});
		expect(finished.error).toBeUndefined();
		expect(stage.current.sandbox.requests.map(({ outcome }) => outcome)).not.toContain('1010');
		expect(asked('token')).toBe(2);
	});

	test('tuya: a secret that is refused is tried once, and each order says so', async () => {
		stage.current.engine.store.put('tuya', {
			...stage.current.engine.store.get('tuya'),
			accessSecret: 'another-1',
		});
		const finished = await stage.current.get(many(tuya, 'SO2605310000'), OPTIONS, GOES_ON);
		expect(finished.jsons('Get Order').map(({ details }) => details)).toEqual(
			Array(12).fill(expect.objectContaining({ reason: 'invalid_credentials' })),
		);
		expect(asked('token')).toBe(1);
	});

	test('a transient failure is tried again by the next order', async () => {
		stage.current.sandbox.faults.next({ call: 'token' }, { kind: 'not-json' });
		const finished = await stage.current.get(
			['SO1', 'SO2'].map(tuya),
			{ options: { concurrency: 1 } },
			GOES_ON,
		);
		const [first, ...others] = finished.jsons('Get Order');
		expect(first?.details).toMatchObject({ reason: 'invalid_response' });
		expect(new Set(others.map((json) => json.order_id))).toEqual(new Set(['SO2']));
		expect(asked('token')).toBe(2);
	});

	test('aliexpress: while the old session is good, renewing it ahead is tried once', async () => {
		const expiresAt = stage.current.now() + 20 * 60_000;
		const { aliexpress } = stage.current.sandbox.currentTokens();
		stage.current.storeTokens('ali', { ...aliexpress, expiresAt });
		stage.current.sandbox.faults.always({ call: 'refresh' }, { kind: 'status', status: 503 });
		const finished = await stage.current.get(many(ali, '81123456789012'), OPTIONS);
		expect(finished.error).toBeUndefined();
		expect(asked('order')).toBe(12);
		expect(asked('refresh')).toBe(1);
	});

	test('another worker’s session is found also after one’s own renewal was refused', async () => {
		const old = stage.current.engine.store.get('ali');
		stage.current.sandbox.expireAccessTokens('aliexpress');
		await stage.current.get([ali(ALI_SAMPLE)]);
		const fresh = stage.current.engine.store.get('ali');
		// That worker is another process, which knows nothing of this one's renewals.
		stage.current.restart();
		stage.current.sandbox.reset();
		stage.current.engine.store.put('ali', old);
		const ids = ['8112345678901231', '8112345678901232'];
		// The other worker's session is stored between the first order and the second.
		const { store } = stage.current.engine;
		const read = store.read.bind(store);
		const looks = 9;
		let reads = 0;
		store.read = (id) => {
			if (++reads === looks + 1) store.put('ali', fresh);
			return read(id);
		};
		const finished = await stage.current.get(
			ids.map(ali),
			{ options: { concurrency: 1 } },
			GOES_ON,
		);
		store.read = read;
		const [first, ...others] = finished.jsons('Get Order');
		expect(first?.details).toMatchObject({ reason: 'authorization_required' });
		expect(new Set(others.map((json) => json.order_id))).toEqual(new Set([ids[1]]));
		expect(asked('refresh')).toBe(1);
	});

	// The last one of AliExpress: nothing but a person could get another session now.
	test('aliexpress: an authorization that has ended is tried once, and each order says so', async () => {
		stage.current.sandbox.expireAccessTokens('aliexpress');
		stage.current.sandbox.revokeRefreshTokens();
		const finished = await stage.current.get(many(ali, '81123456789012'), OPTIONS, GOES_ON);
		expect(finished.jsons('Get Order').map(({ details }) => details)).toEqual(
			Array(12).fill(expect.objectContaining({ reason: 'authorization_required' })),
		);
		expect(asked('refresh')).toBe(1);
	});
});

describe('tuya: clock and signature', () => {
	const body = (code: number, t: number): Fault => ({
		kind: 'body',
		body: { success: false, code, msg: 'in words', t },
	});

	test('a clock fault is corrected once with the time in the response', async () => {
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault: body(1013, stage.current.now()) },
			'once',
			tuya('SO1'),
		);
		expect(finished.jsons('Get Order')[0]?.order_id).toBe('SO1');
		expect(stage.current.sandbox.count('order')).toBe(2);
		expect(stage.current.waits).toEqual([]);
	});

	test('a persistent clock fault fails', async () => {
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault: body(1013, stage.current.now()) },
			'always',
			tuya('SO1'),
		);
		expectFailure(finished, {
			reason: 'clock_skew',
			message: /^The clock of the n8n host/,
		});
		expect(stage.current.sandbox.count('order')).toBe(2);
	});

	test('a signature rejected with a new token fails immediately', async () => {
		stage.current.sandbox.expireAccessTokens('tuya');
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault: body(1004, stage.current.now()) },
			'once',
			tuya('SO1'),
		);
		expectFailure(finished, {
			reason: 'invalid_credentials',
			message: /^Tuya rejected the signature/,
		});
		expect(stage.current.sandbox.count('order')).toBe(1);
	});

	test('a clock fault without a time fails immediately', async () => {
		const finished = await runWithFault(
			stage.current,
			'order',
			{ fault: body(1013, 0) },
			'once',
			tuya('SO1'),
		);
		expectFailure(finished, {
			reason: 'clock_skew',
			message: /^The clock of the n8n host/,
		});
		expect(stage.current.sandbox.count('order')).toBe(1);
	});

	test.each(['once', 'always'] as const)(
		'a signature rejected %s with a token older than a minute leads to a new session',
		async (times) => {
			await stage.current.get([tuya(TUYA_SAMPLE)]);
			stage.current.advance(120_000);
			const before = stage.current.sandbox.count('order');
			const finished = await runWithFault(
				stage.current,
				'order',
				{ fault: body(1004, stage.current.now()) },
				times,
				tuya('SO1'),
			);
			if (times === 'once') expect(finished.jsons('Get Order')[0]?.order_id).toBe('SO1');
			else
				expectFailure(finished, {
					reason: 'invalid_credentials',
					message: /^Tuya rejected the signature/,
				});
			expect(stage.current.sandbox.count('order') - before).toBe(2);
			expect(stage.current.sandbox.count('token')).toBe(2);
		},
	);
});

// The last one: it has a clock of its own.
describe('over HTTPS with an untrusted certificate', () => {
	test.each([
		['aliexpress', ali(ALI_SAMPLE)],
		['tuya', tuya(TUYA_SAMPLE)],
	])('%s: the certificate is named, and nothing is sent or repeated', async (_, order) => {
		const secure = await openStage({ tls: true });
		try {
			const { error } = await secure.get([order]);
			const { host } = new URL(secure.sandbox.baseUrl);
			expect(error?.message).toContain(
				`The n8n host does not trust the certificate of ${host} (order `,
			);
			expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
			expect(secure.sandbox.requests).toEqual([]);
			expect(secure.waits).toEqual([]);
		} finally {
			await secure.close();
		}
	});
});
