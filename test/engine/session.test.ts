import type { Fault } from '../../tools/sandbox';
import { expectFailure, runWithFault } from './faults.support';
import { ali, ALI_SAMPLE, GOES_ON, idsIn, many, tuya, useStage, type Stage } from './stage.support';

/** What is stored and which tokens count is proved in test/n8n; here with n8n's store and real calls. */
const stage = useStage();

const ONE_BY_ONE = { options: { concurrency: 1 } };
const count = (call: string) => stage.sandbox.count(call as 'order');
const detailsOf = async (...parameters: Parameters<typeof stage.get>) =>
	(await stage.get(...parameters)).jsons('Get Order').map(({ details }) => details);
const put = (id: 'ali' | 'tuya', fields: Record<string, string>): void =>
	stage.engine.store.put(id, { ...stage.engine.store.get(id), ...fields });

type Stored = ReturnType<Stage['engine']['store']['read']>;
/** Replaces reads of the store by `answer`, which gets their number, from 1. Returns a function that ends this. */
function onRead(answer: (count: number, read: () => Stored) => Stored): () => void {
	const { store } = stage.engine;
	const original = store.read.bind(store);
	let reads = 0;
	store.read = (id) => answer(++reads, () => original(id));
	return () => {
		store.read = original;
	};
}

test('Tuya: five concurrent orders without a session get one, which is stored, and one after it is rejected', async () => {
	for (const sessions of [1, 2]) {
		const finished = await stage.get(many(5, tuya));
		expect(idsIn(finished.jsons('Get Order'))).toHaveLength(5);
		expect([count('token'), stage.engine.store.writes.get('tuya')]).toEqual([sessions, sessions]);
		expect(stage.engine.store.get('tuya').session).toBe('');
		expect(stage.tokens('tuya')).toMatchObject(stage.sandbox.currentTokens().tuya);
		stage.sandbox.expireAccessTokens('tuya');
	}
});

test('AliExpress: a rejected access token is renewed once for five concurrent orders without retries, and stored', async () => {
	const before = stage.sandbox.currentTokens().aliexpress;
	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get(many(5), { options: { maxRetries: 0 } });
	expect(finished.error).toBeUndefined();
	expect([count('refresh'), stage.waits]).toEqual([1, []]);
	const after = stage.sandbox.currentTokens().aliexpress;
	expect(after.refreshToken).not.toBe(before.refreshToken);
	expect(stage.tokens('ali')).toMatchObject(after);
	// The form keeps what a person typed.
	expect(stage.engine.store.get('ali')).toMatchObject({ ...before, session: '' });
});

test.each([
	['aliexpress', many(12, ali), 'refresh', 1],
	['tuya', many(12, tuya), 'token', 2],
] as const)('%s: one that ends during a run is renewed once', async (name, orders, call, times) => {
	const running = stage.get(orders, { options: { concurrency: 3 } });
	while (count('order') < 5) await new Promise(setImmediate);
	stage.sandbox.expireAccessTokens(name);
	const finished = await running;
	expect(finished.error).toBeUndefined();
	expect(idsIn(finished.jsons('Get Order'))).toEqual(idsIn(orders));
	expect(count(call)).toBe(times);
	const refused = stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok');
	expect(refused.length).toBeLessThanOrEqual(3);
	const repeated = refused.filter((request) => request.call === 'order').length;
	expect(count('order')).toBe(12 + repeated);
});

test('AliExpress: while the old session is good, renewing it ahead is tried once', async () => {
	const expiresAt = stage.now() + 20 * 60_000;
	stage.storeTokens('ali', { ...stage.sandbox.currentTokens().aliexpress, expiresAt });
	stage.sandbox.faults.always({ call: 'refresh' }, { kind: 'status', status: 503 });
	expect((await stage.get(many(12))).error).toBeUndefined();
	expect([count('order'), count('refresh')]).toEqual([12, 1]);
});

test('AliExpress: tokens that are expressions are renewed, and kept in another process', async () => {
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	const expressions = {
		accessToken: `={{ '${accessToken}' }}`,
		refreshToken: `={{ '${refreshToken}' }}`,
	};
	put('ali', expressions);
	stage.sandbox.expireAccessTokens('aliexpress');
	await stage.get([ali(ALI_SAMPLE)]);
	expect(stage.engine.store.get('ali')).toMatchObject(expressions);
	stage.restart();
	expect((await stage.get([ali(ALI_SAMPLE)])).error).toBeUndefined();
	expect(count('refresh')).toBe(1);
});

describe('hints', () => {
	test.each([
		['that is refused is tried once, and named', 'code-of-yesterday', 1, /not accept the Authoriz/],
		['that could not be tried is not named as refused', '', 2, /^$/],
	])('a code %s; the tokens next to it are used', async (_, code, tries, hint) => {
		put('ali', { authorizationCode: code || stage.sandbox.issueCode() });
		if (!code) stage.sandbox.faults.always({ call: 'token' }, { kind: 'status', status: 503 });
		const stored = stage.engine.store.get('ali');
		for (const _run of [1, 2]) {
			const finished = await stage.get(many(5), { options: { maxRetries: 0 } });
			expect(finished.error).toBeUndefined();
			expect(finished.hints('Get Order').join()).toMatch(hint);
		}
		expect([count('token'), count('refresh')]).toEqual([tries, 0]);
		expect(stage.engine.store.get('ali')).toEqual(stored);
	});

	test('the end of the authorization is announced days before', async () => {
		const refreshExpiresAt = stage.now() + 3 * 86_400_000;
		stage.storeTokens('ali', { ...stage.sandbox.currentTokens().aliexpress, refreshExpiresAt });
		const [hint] = (await stage.get([ali(ALI_SAMPLE)])).hints('Get Order');
		expect(hint).toMatch(/in 3 days.*Authorization Code/);
	});
});

describe('a write of n8n’s database that', () => {
	const busy = (): never => {
		throw new Error('The database is busy');
	};
	test.each([
		['fails', busy],
		['is lost', () => undefined],
	])('%s costs nothing: the tokens are used, and stored by the next run', async (_, write) => {
		const { store } = stage.engine;
		const original = store.write.bind(store);
		store.write = write;
		stage.sandbox.expireAccessTokens('aliexpress');
		const finished = await stage.get(many(5));
		store.write = original;
		expect(finished.error).toBeUndefined();
		expect(finished.hints('Get Order').join()).toMatch(/could not store the new tokens/);

		const next = await stage.get([ali(ALI_SAMPLE)]);
		expect(next.error).toBeUndefined();
		expect(next.hints('Get Order').join()).not.toMatch(/could not store/);
		expect(count('refresh')).toBe(1);
		expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
	});

	test('is overwritten by another worker is repeated before the run ends', async () => {
		const before = stage.engine.store.get('ali');
		stage.sandbox.expireAccessTokens('aliexpress');
		const running = stage.get(many(5), ONE_BY_ONE);
		while (stage.engine.store.writes.get('ali') !== 1) await new Promise(setImmediate);
		stage.engine.store.put('ali', before);
		await running;
		expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
		expect(count('refresh')).toBe(1);
	});
});

describe('another worker', () => {
	/** Has renewed the session, while the store still holds the one before. */
	async function renewed(): Promise<Stored> {
		const stale = stage.engine.store.get('ali');
		stage.sandbox.expireAccessTokens('aliexpress');
		await stage.get([ali(ALI_SAMPLE)]);
		const fresh = stage.engine.store.get('ali');
		stage.sandbox.reset();
		stage.restart();
		stage.engine.store.put('ali', stale);
		return fresh;
	}

	test('has exchanged the code: its tokens are found', async () => {
		put('ali', { authorizationCode: stage.sandbox.issueCode() });
		const before = stage.engine.store.get('ali');
		await stage.get([ali(ALI_SAMPLE)]);
		const exchanged = stage.engine.store.get('ali');
		// This process still reads the old state until it learns that the code was used.
		stage.restart();
		const unhook = onRead((reads, read) => (reads <= 2 ? { ...before } : read()));
		const finished = await stage.get([ali('8112345678901234')]);
		unhook();
		expect(finished.error).toBeUndefined();
		expect(stage.engine.store.get('ali')).toEqual(exchanged);
		expect(stage.sandbox.requests.at(-1)?.accessToken).toBe(stage.tokens('ali').accessToken);
	});

	test('may be storing its session just now, when renewing is refused', async () => {
		const fresh = await renewed();
		const { sleep } = stage.runtime;
		stage.runtime.sleep = async (...parameters) => {
			if (stage.waits.length === 2) stage.engine.store.put('ali', fresh);
			await sleep(...parameters);
		};
		const finished = await stage.get(many(5));
		expect(finished.error).toBeUndefined();
		expect(count('refresh')).toBe(1);
		expect(stage.engine.store.get('ali')).toEqual(fresh);
		expect(stage.waits).toEqual([200, 400, 800]);
	});

	test('stores it after one’s own renewal was refused: it is found by the next order', async () => {
		const fresh = await renewed();
		let looks = 0;
		const unhook = onRead((_, read) => {
			// The first one after all waits is the last for the first order.
			if (stage.waits.length === 5 && ++looks === 2) stage.engine.store.put('ali', fresh);
			return read();
		});
		const [first, second] = await detailsOf(many(2), ONE_BY_ONE, GOES_ON);
		unhook();
		expect([first, second]).toMatchObject([{ reason: 'authorization_required' }, undefined]);
		expect(count('refresh')).toBe(1);
	});
});

describe('a renewal that is refused', () => {
	test.each<[string, () => void, 'token' | 'refresh', typeof ali, object]>([
		[
			'Tuya, a wrong secret',
			() => put('tuya', { accessSecret: 'another-1' }),
			'token',
			tuya,
			{ reason: 'invalid_credentials' },
		],
		[
			'AliExpress, for an unknown reason',
			() => {
				const body = { code: 'BrandNew', type: 'ISV', message: 'words', request_id: '1' };
				stage.sandbox.expireAccessTokens('aliexpress');
				stage.sandbox.faults.always({ call: 'refresh' }, { kind: 'body', body });
			},
			'refresh',
			ali,
			{ reason: 'unknown', code: 'BrandNew' },
		],
	])(
		'is tried once in a run, and each order says so: %s',
		async (_, spoil, call, make, details) => {
			spoil();
			const found = await detailsOf(many(12, make), { options: { concurrency: 3 } }, GOES_ON);
			expect(found).toMatchObject(Array(12).fill(details));
			expect(count(call)).toBe(1);
		},
	);

	test('but one with an unreadable response is tried again by the next order', async () => {
		stage.sandbox.faults.next({ call: 'token' }, { kind: 'not-json' });
		expect(await detailsOf(many(2, tuya), ONE_BY_ONE, GOES_ON)).toMatchObject([
			{ reason: 'invalid_response' },
			...Array<unknown>(1),
		]);
		expect(count('token')).toBe(2);
	});
});

describe('tuya: clock and signature', () => {
	const CLOCK = { reason: 'clock_skew', message: /^The clock of the n8n host/ };
	const SIGNATURE = { reason: 'invalid_credentials', message: /^Tuya rejected the signature/ };

	test.each([
		['a clock fault that stays after the correction fails', 1013, 0, 'always', 2, CLOCK],
		['a signature rejected with a new token fails immediately', 1004, 0, 'once', 1, SIGNATURE],
		['one rejected with an older token: a new session', 1004, 120_000, 'once', 2, null],
	] as const)('%s', async (_, code, age, times, calls, failure) => {
		stage.sandbox.expireAccessTokens('tuya');
		await stage.get(many(1, tuya));
		if (age === 0) {
			stage.sandbox.expireAccessTokens('tuya');
			stage.restart();
		}
		stage.advance(age);
		const before = count('order');
		const body = { success: false, code, msg: 'in words', t: stage.now() };
		const fault: Fault = { kind: 'body', body };
		const finished = await runWithFault(stage, 'order', { fault }, times, tuya('SO1'));
		if (failure) expectFailure(finished, failure);
		else expect(finished.jsons('Get Order')[0]?.order_id).toBe('SO1');
		expect(count('order') - before).toBe(calls);
	});
});

// The last one: nothing but a person could get another session now.
test('AliExpress: a dead authorization says how to authorize, the tokens stay, and a busy database changes nothing', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	stage.sandbox.revokeRefreshTokens();
	const before = stage.engine.store.get('ali');
	const { error } = await stage.get([ali(ALI_SAMPLE)]);
	expect(error?.description).toContain('Authorization Code');
	expect(stage.engine.store.get('ali')).toEqual(before);

	stage.restart();
	stage.sandbox.reset();
	stage.waits.length = 0;
	// Of the looks after the refusal, all but the last fail.
	let looks = 0;
	const unhook = onRead((_, read) => {
		if (count('refresh') > 0 && ++looks <= 5) throw new Error('The database is busy');
		return read();
	});
	const finished = await stage.get(many(5), ONE_BY_ONE, GOES_ON);
	unhook();
	expect(finished.jsons('Get Order')).toMatchObject(
		Array(5).fill({ error: 'AliExpress no longer accepts the Refresh Token' }),
	);
	expect(stage.waits).toEqual([200, 400, 800, 1600, 3200]);
});
