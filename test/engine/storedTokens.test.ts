import type { IDataObject } from 'n8n-workflow';

import { ali, ALI_SAMPLE, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.reset());
afterAll(async () => await stage.close());

const five = [1, 2, 3, 4, 5].map((n) => ali(`811234567890123${n}`));

describe('a write of n8n’s database that', () => {
	test.each([
		[
			'fails',
			() => {
				throw new Error('The database is busy');
			},
		],
		['is lost', () => undefined],
	])('%s costs nothing: the tokens are used, and stored by the next run', async (_, write) => {
		const { store } = stage.engine;
		const original = store.write.bind(store);
		store.write = write;
		stage.sandbox.expireAccessTokens('aliexpress');
		const finished = await stage.get(five);
		store.write = original;
		expect(finished.error).toBeUndefined();
		expect(finished.hints('Get Order').join()).toMatch(/could not store the new tokens/);
		expect(stage.sandbox.count('refresh')).toBe(1);

		const next = await stage.get([ali(ALI_SAMPLE)]);
		expect(next.error).toBeUndefined();
		expect(next.hints('Get Order').join()).not.toMatch(/could not store/);
		expect(stage.sandbox.count('refresh')).toBe(1);
		expect(store.get('ali')).toMatchObject(stage.sandbox.currentTokens().aliexpress);
	});
});

test('a form saved again from before a renewal costs nothing, also in another process', async () => {
	const form = stage.engine.store.get('ali');
	stage.sandbox.expireAccessTokens('aliexpress');
	await stage.get([ali(ALI_SAMPLE)]);
	const { oauthTokenData } = stage.engine.store.get('ali');
	// n8n keeps this property when a form is saved.
	stage.engine.store.put('ali', { ...form, oauthTokenData: oauthTokenData as IDataObject });
	stage.restart();
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
	expect(stage.sandbox.requests.filter(({ outcome }) => outcome !== 'ok')).toHaveLength(1);
});

test('tokens that are expressions are renewed, and kept in another process', async () => {
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
	const finished = await stage.get([ali(ALI_SAMPLE)]);
	expect(finished.error).toBeUndefined();
	expect(stage.sandbox.count('refresh')).toBe(1);
});
