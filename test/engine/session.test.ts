import { ali, ALI_SAMPLE, openStage, tuya, TUYA_SAMPLE, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.reset());
afterAll(async () => await stage.close());

const five = (make: (id: string) => Record<string, unknown>, first: string) =>
	[1, 2, 3, 4, 5].map((n) => make(`${first}${n}`));

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

test('Tuya: five concurrent orders without a session get one, which is stored', async () => {
	const finished = await stage.get(five(tuya, 'SO260531000000000'));
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('token')).toBe(1);
	expect(stage.engine.store.writes.get('tuya')).toBe(1);
	expect(stage.engine.store.get('tuya')).toMatchObject({
		session: '',
		accessToken: stage.sandbox.currentTokens().tuya.accessToken,
	});
	await stage.get([tuya(TUYA_SAMPLE)]);
	expect(stage.sandbox.count('token')).toBe(1);
});

test('Tuya: a session that is rejected is renewed once for five concurrent orders', async () => {
	await stage.get([tuya(TUYA_SAMPLE)]);
	stage.sandbox.expireAccessTokens('tuya');
	const finished = await stage.get(five(tuya, 'SO260531000000000'));
	expect(finished.error).toBeUndefined();
	expect(new Set(finished.jsons('Get Order').map((row) => row.order_id)).size).toBe(5);
	expect(stage.sandbox.count('token')).toBe(2);
	expect(stage.engine.store.writes.get('tuya')).toBe(2);
});

test('AliExpress: a rejected access token is renewed once for five concurrent orders and stored', async () => {
	const before = stage.sandbox.currentTokens().aliexpress;
	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get(five(ali, '811234567890123'));
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
	const after = stage.sandbox.currentTokens().aliexpress;
	expect(after.refreshToken).not.toBe(before.refreshToken);
	expect(stage.engine.store.get('ali')).toMatchObject({
		...after,
		session: '',
		authorizationCode: '',
	});
});

test('AliExpress: a session near its end is renewed before it is used', async () => {
	const { accessToken } = stage.sandbox.currentTokens().aliexpress;
	const expiresAt = stage.now() + 20 * 60_000;
	stage.engine.store.put('ali', { ...stage.engine.store.get('ali'), expiresAt });
	await stage.get([ali(ALI_SAMPLE)]);
	expect(stage.sandbox.count('refresh')).toBe(1);
	expect(stage.sandbox.requests.filter((request) => request.accessToken === accessToken)).toEqual(
		[],
	);
});

test('AliExpress: an authorization code is exchanged at the first use and removed', async () => {
	stage.engine.store.put('ali', {
		...stage.sandbox.demo.aliExpressApi,
		accessToken: '',
		refreshToken: '',
		authorizationCode: stage.sandbox.issueCode(),
	});
	const finished = await stage.get([ali(ALI_SAMPLE), ali('8112345678901234')]);
	expect(finished.error).toBeUndefined();
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	expect(stage.engine.store.get('ali')).toMatchObject({
		accessToken,
		refreshToken,
		authorizationCode: '',
	});
	expect(Number(stage.engine.store.get('ali').expiresAt)).toBeGreaterThan(stage.now());
});

test('AliExpress: a code that was used already is dropped when the credential has tokens too', async () => {
	const used = stage.sandbox.issueCode();
	const filled = { ...stage.engine.store.get('ali'), authorizationCode: used };
	stage.engine.store.put('ali', { ...filled, accessToken: '', refreshToken: '' });
	await stage.get([ali(ALI_SAMPLE)]);
	const { accessToken, refreshToken } = stage.sandbox.currentTokens().aliexpress;
	stage.engine.store.put('ali', { ...filled, accessToken, refreshToken });
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(stage.engine.store.get('ali')).toMatchObject({ accessToken, refreshToken });
	expect(stage.sandbox.count('token')).toBe(1);
	expect(stage.sandbox.count('refresh')).toBe(0);
});

test('AliExpress: an invalid code next to valid tokens is tried once, and nothing is written', async () => {
	const tokens = stage.engine.store.get('ali');
	const odd = { ...tokens, authorizationCode: 'code-of-yesterday' };
	stage.engine.store.put('ali', odd);
	for (const _run of [1, 2]) {
		const finished = await stage.get(five(ali, '811234567890123'));
		expect(finished.error).toBeUndefined();
		expect(finished.hints('Get Order')[0]).toMatch(/did not accept the Authorization Code/);
	}
	expect(stage.sandbox.count('token')).toBe(1);
	expect(stage.sandbox.count('refresh')).toBe(0);
	expect(stage.engine.store.get('ali')).toEqual(odd);
	expect(stage.waits).toEqual([]);
});

test('AliExpress: a code that could not be tried is not reported as rejected', async () => {
	stage.engine.store.put('ali', {
		...stage.engine.store.get('ali'),
		authorizationCode: stage.sandbox.issueCode(),
		expiresAt: stage.now() + 3_600_000,
	});
	stage.sandbox.faults.always({ call: 'token' }, { kind: 'status', status: 503 });
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(finished.hints('Get Order')).toEqual([]);
});

test('AliExpress: an invalid code does not prevent the renewal of the tokens next to it', async () => {
	stage.engine.store.put('ali', {
		...stage.engine.store.get('ali'),
		authorizationCode: 'code-of-yesterday',
	});
	stage.sandbox.expireAccessTokens('aliexpress');
	const finished = await stage.get(five(ali, '811234567890123'));
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
	expect(stage.engine.store.get('ali')).toMatchObject({
		...stage.sandbox.currentTokens().aliexpress,
		authorizationCode: '',
	});
});

test('AliExpress: a worker that read the code before it was exchanged does not bring the old tokens back', async () => {
	const tokens = stage.engine.store.get('ali');
	const before = { ...tokens, authorizationCode: stage.sandbox.issueCode() };
	stage.engine.store.put('ali', before);
	await stage.get([ali(ALI_SAMPLE)]);
	const exchanged = stage.engine.store.get('ali');
	expect(exchanged.accessToken).not.toBe(tokens.accessToken);

	// Another process, which still reads the old state until it learns that the code was used.
	stage.restart();
	const unhook = onRead((count, read) => (count <= 2 ? { ...before } : read()));
	const finished = await stage.get([ali('8112345678901234')]);
	unhook();
	expect(finished.error).toBeUndefined();
	expect(stage.engine.store.get('ali')).toEqual(exchanged);
	// n8n 1 writes what it had read: only what is never written can do no harm.
	expect(stage.engine.store.writes.get('ali')).toBe(1);
});

test('AliExpress: a form saved again with its used code gets the tokens of that code back', async () => {
	const filled = {
		...stage.sandbox.demo.aliExpressApi,
		accessToken: '',
		refreshToken: '',
		authorizationCode: stage.sandbox.issueCode(),
	};
	stage.engine.store.put('ali', filled);
	await stage.get([ali(ALI_SAMPLE)]);
	const exchanged = stage.engine.store.get('ali');
	stage.engine.store.put('ali', filled);
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(stage.engine.store.get('ali')).toEqual(exchanged);
	expect(stage.sandbox.count('token')).toBe(1);
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
	]);
	expect(finished.error).toBeUndefined();
	expect(stage.waits).toEqual([]);
});

test('AliExpress: when renewing is refused, another worker may be storing its session just now', async () => {
	const fresh = await renewedByAnother();
	const unhook = stage.onSleep(() => {
		if (stage.waits.length === 3) stage.engine.store.put('ali', fresh);
	});
	const finished = await stage.get(five(ali, '811234567890123'));
	unhook();
	expect(finished.error).toBeUndefined();
	expect(callsOf().filter(([call]) => call === 'refresh')).toEqual([
		['refresh', 'IllegalRefreshToken'],
	]);
	expect(stage.engine.store.get('ali')).toEqual(fresh);
	expect(stage.waits).toEqual([200, 400, 800]);
});

test('AliExpress: a dead authorization says how to authorize, and the tokens stay as they were', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	stage.sandbox.revokeRefreshTokens();
	const before = stage.engine.store.get('ali');
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error?.description).toContain('Authorization Code');
	expect(stage.engine.store.get('ali')).toEqual(before);
});

test('AliExpress: a credential that cannot be read again for a moment is still the one that was read', async () => {
	stage.sandbox.expireAccessTokens('aliexpress');
	stage.sandbox.revokeRefreshTokens();
	// The looks after the refusal, all but the last.
	const unhook = onRead((count, read) => {
		if (count >= 3 && count < 8) throw new Error('The database is busy');
		return read();
	});
	const finished = await stage.get(
		five(ali, '811234567890123'),
		{ options: { concurrency: 1 } },
		{ onError: 'continueRegularOutput' },
	);
	unhook();
	expect(new Set(finished.jsons('Get Order').map(({ error }) => error))).toEqual(
		new Set(['AliExpress no longer accepts the Refresh Token']),
	);
});
