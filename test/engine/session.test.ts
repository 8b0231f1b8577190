import { getOrderWorkflow } from './engine.support';
import {
	ali,
	ALI_SAMPLE,
	BOTH,
	GOES_ON,
	idsIn,
	many,
	tuya,
	useStage,
	type Stage,
} from './stage.support';
import { EngineCredentials } from './credentials.support';

const stage = useStage();

const NO_TOKENS = { accessToken: '', refreshToken: '' };

type Stored = ReturnType<Stage['engine']['store']['read']>;

/** Replaces reads of the store by `answer`, which gets their number, from 1. Returns a function that ends this. */
function onRead(answer: (count: number, read: () => Stored) => Stored): () => void {
	const { store } = stage.engine;
	const original = store.read.bind(store);
	let count = 0;
	store.read = (id) => answer(++count, () => original(id));
	return () => {
		store.read = original;
	};
}

test('Tuya: five concurrent orders without a session get one, which is stored, and one after it is rejected', async () => {
	const finished = await stage.get(many(5, tuya));
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('token')).toBe(1);
	expect(stage.engine.store.writes.get('tuya')).toBe(1);
	expect(stage.engine.store.get('tuya').session).toBe('');
	expect(stage.tokens('tuya')).toMatchObject(stage.sandbox.currentTokens().tuya);
	stage.sandbox.expireAccessTokens('tuya');
	const again = await stage.get(many(5, tuya));
	expect(idsIn(again.jsons('Get Order'))).toHaveLength(5);
	expect(stage.sandbox.count('token')).toBe(2);
	expect(stage.engine.store.writes.get('tuya')).toBe(2);
});

test('AliExpress: a rejected access token is renewed once for five concurrent orders and stored', async () => {
	const before = stage.sandbox.currentTokens().aliexpress;
	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get(many(5));
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
	const after = stage.sandbox.currentTokens().aliexpress;
	expect(after.refreshToken).not.toBe(before.refreshToken);
	expect(stage.tokens('ali')).toMatchObject(after);
	// The form keeps what a person typed.
	expect(stage.engine.store.get('ali')).toMatchObject({ ...before, session: '' });
});

test('AliExpress: a session near its end is renewed before it is used', async () => {
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	const expiresAt = stage.now() + 20 * 60_000;
	stage.storeTokens('ali', { accessToken, refreshToken, expiresAt });
	await stage.get([ali(ALI_SAMPLE)]);
	expect(stage.sandbox.count('refresh')).toBe(1);
	expect(stage.sandbox.requests.filter((request) => request.accessToken === accessToken)).toEqual(
		[],
	);
});

test('AliExpress: an authorization code is exchanged at the first use; the form keeps it', async () => {
	const authorizationCode = stage.sandbox.issueCode();
	const filled = { ...stage.sandbox.demo.aliExpressApi, ...NO_TOKENS, authorizationCode };
	stage.engine.store.put('ali', filled);
	const finished = await stage.get([ali(ALI_SAMPLE), ali('8112345678901234')]);
	expect(finished.error).toBeUndefined();
	expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
	expect(Number(stage.tokens('ali').expiresAt)).toBeGreaterThan(stage.now());
	expect(stage.engine.store.get('ali')).toMatchObject(filled);
	expect(stage.engine.store.writes.get('ali')).toBe(1);

	// n8n 1 writes what it had read, and a form saved again wipes the record.
	stage.engine.store.put('ali', filled);
	expect((await stage.get([ali(ALI_SAMPLE)])).error).toBeUndefined();
	expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
	expect(stage.sandbox.count('token')).toBe(1);
});

test('AliExpress: an invalid code next to valid tokens is tried once, and nothing is written', async () => {
	const tokens = stage.engine.store.get('ali');
	const odd = { ...tokens, authorizationCode: 'code-of-yesterday' };
	stage.engine.store.put('ali', odd);
	for (const _run of [1, 2]) {
		const finished = await stage.get(many(5));
		expect(finished.error).toBeUndefined();
		expect(finished.hints('Get Order')[0]).toMatch(/did not accept the Authorization Code/);
	}
	expect(stage.sandbox.count('token')).toBe(1);
	expect(stage.sandbox.count('refresh')).toBe(0);
	expect(stage.engine.store.get('ali')).toEqual(odd);
	expect(stage.waits).toEqual([]);

	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get(many(5));
	expect(finished.error).toBeUndefined();
	expect([stage.sandbox.count('token'), stage.sandbox.count('refresh')]).toEqual([1, 1]);
	expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
});

test('AliExpress: a code that could not be tried is not reported as rejected', async () => {
	stage.engine.store.put('ali', {
		...stage.engine.store.get('ali'),
		authorizationCode: stage.sandbox.issueCode(),
	});
	stage.sandbox.faults.always({ call: 'token' }, { kind: 'status', status: 503 });
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(finished.hints('Get Order')).toEqual([]);
});

test('AliExpress: a worker that read the code before it was exchanged finds the tokens of the other', async () => {
	const before = { ...stage.engine.store.get('ali'), authorizationCode: stage.sandbox.issueCode() };
	stage.engine.store.put('ali', before);
	await stage.get([ali(ALI_SAMPLE)]);
	const exchanged = stage.engine.store.get('ali');
	// Another process, which still reads the old state until it learns that the code was used.
	stage.restart();
	const unhook = onRead((count, read) => (count <= 2 ? { ...before } : read()));
	const finished = await stage.get([ali('8112345678901234')]);
	unhook();
	expect(finished.error).toBeUndefined();
	expect(stage.engine.store.get('ali')).toEqual(exchanged);
	expect(stage.sandbox.requests.at(-1)?.accessToken).toBe(stage.tokens('ali').accessToken);
});

test('AliExpress: a form saved again from before a renewal costs nothing, also in another process', async () => {
	const form = stage.engine.store.get('ali');
	stage.sandbox.expireAccessTokens('aliexpress');
	await stage.get([ali(ALI_SAMPLE)]);
	const { oauthTokenData, record } = stage.engine.store.get('ali');
	for (const kept of [{ oauthTokenData }, { record }]) {
		stage.engine.store.put('ali', { ...form, ...kept } as unknown as typeof form);
		stage.restart();
		expect((await stage.get([ali(ALI_SAMPLE)])).error).toBeUndefined();
	}
	expect(stage.sandbox.count('refresh')).toBe(1);
	expect(stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok')).toHaveLength(1);
});

test('AliExpress: tokens that are expressions are renewed, and kept in another process', async () => {
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	const expressions = {
		accessToken: `={{ '${accessToken}' }}`,
		refreshToken: `={{ '${refreshToken}' }}`,
	};
	stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), ...expressions });
	stage.sandbox.expireAccessTokens('aliexpress');
	await stage.get([ali(ALI_SAMPLE)]);
	expect(stage.engine.store.get('ali')).toMatchObject(expressions);
	stage.restart();
	expect((await stage.get([ali(ALI_SAMPLE)])).error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
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
		expect(stage.sandbox.count('refresh')).toBe(1);
		expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
	});

	test('is overwritten by another worker is repeated before the run ends', async () => {
		const before = stage.engine.store.get('ali');
		stage.sandbox.expireAccessTokens('aliexpress');
		const running = stage.get(many(5), { options: { concurrency: 1 } });
		while (stage.engine.store.writes.get('ali') !== 1) await new Promise(setImmediate);
		stage.engine.store.put('ali', before);
		await running;
		expect(stage.tokens('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
		expect(stage.sandbox.count('refresh')).toBe(1);
	});
});

test('a credential that n8n never hands out does not keep a run that is stopped', async () => {
	const hang = jest
		.spyOn(EngineCredentials.prototype, 'getDecrypted')
		.mockImplementation(async () => await new Promise(() => undefined));
	const started = await stage.engine.start(getOrderWorkflow([ali(ALI_SAMPLE)], BOTH));
	await new Promise(setImmediate);
	started.cancel();
	expect((await started.finished).run.status).toBe('canceled');
	hang.mockRestore();
});

/** The session that another worker renewed, while the store still holds the one before. */
async function renewedByAnother() {
	const stale = stage.engine.store.get('ali');
	stage.sandbox.expireAccessTokens('aliexpress');
	await stage.get([ali(ALI_SAMPLE)]);
	const fresh = stage.engine.store.get('ali');
	stage.sandbox.reset();
	stage.restart();
	stage.engine.store.put('ali', stale);
	return fresh;
}

const callsOf = () => stage.sandbox.requests.map(({ call, outcome }) => [call, outcome]);

test('AliExpress: when renewing is refused, another worker may have been quicker', async () => {
	const fresh = await renewedByAnother();
	// This worker reads the old session first; the other's is stored before the refusal is looked at.
	const unhook = onRead((count, read) => {
		if (count === 3) stage.engine.store.put('ali', fresh);
		return read();
	});
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	unhook();
	expect(callsOf()).toEqual([
		['order', 'IllegalAccessToken'],
		['refresh', 'IllegalRefreshToken'],
		['order', 'ok'],
		['tracking', 'ok'],
	]);
	expect(finished.error).toBeUndefined();
	expect(stage.waits).toEqual([]);
});

test('AliExpress: when renewing is refused, another worker may be storing its session just now', async () => {
	const fresh = await renewedByAnother();
	const unhook = stage.onSleep(() => {
		if (stage.waits.length === 3) stage.engine.store.put('ali', fresh);
	});
	const finished = await stage.get(many(5));
	unhook();
	expect(finished.error).toBeUndefined();
	expect(callsOf().filter(([call]) => call === 'refresh')).toEqual([
		['refresh', 'IllegalRefreshToken'],
	]);
	expect(stage.engine.store.get('ali')).toEqual(fresh);
	expect(stage.waits).toEqual([200, 400, 800]);
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
		if (stage.sandbox.count('refresh') > 0 && ++looks <= 5) throw new Error('The database is busy');
		return read();
	});
	const finished = await stage.get(many(5), { options: { concurrency: 1 } }, GOES_ON);
	unhook();
	expect(finished.jsons('Get Order')).toMatchObject(
		Array(5).fill({ error: 'AliExpress no longer accepts the Refresh Token' }),
	);
	expect(stage.waits).toEqual([200, 400, 800, 1600, 3200]);
});
