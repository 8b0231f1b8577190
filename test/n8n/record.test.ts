import {
	isNewer,
	keptRecords,
	onlySeedOf,
	recordId,
	recordsIn,
	storedFields,
	type TokenRecord,
} from '../../n8n/session/record';

const record = (seed: string, version: number, tokens: TokenRecord['tokens'] = {}) => ({
	seed,
	version,
	tokens: { accessToken: `${seed}-${version}`, ...tokens },
});
const of = (...records: readonly TokenRecord[]) =>
	new Map(records.map((each) => [recordId('app', each.seed), each] as const));

describe('the records of a credential', () => {
	test('come back from either place, each in its higher version', () => {
		const { record: text } = storedFields(of(record('a', 1), record('b', 3)));
		const { oauthTokenData } = storedFields(of(record('a', 2), record('b', 2), record('c', 1)));
		expect(recordsIn({ record: text })).toEqual(of(record('a', 1), record('b', 3)));
		expect(recordsIn({ oauthTokenData })).toEqual(
			of(record('a', 2), record('b', 2), record('c', 1)),
		);
		expect(recordsIn({ record: text, oauthTokenData })).toEqual(
			of(record('a', 2), record('b', 3), record('c', 1)),
		);
	});

	test.each([
		...[undefined, '', '__n8n_EMPTY_VALUE_7b1af746-3729-4c60-9b9b-e08eb29e58da'],
		...['__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6', '{"a":', '[]'],
		'{"a":null,"b":{"seed":1},"c":{"seed":"c","version":"1","tokens":{}}}',
		...['{"d":{"seed":"d","version":1,"tokens":{"accessToken":{}}}}', true, { a: 1 }],
	])('are none in %j', (stored) => {
		expect(recordsIn({ record: stored, oauthTokenData: stored })).toEqual(new Map());
		expect(recordsIn({ oauthTokenData: { record: stored } })).toEqual(new Map());
	});

	test('an account is found without its seed if it has one record', () => {
		const one = new Map([...of(record('a', 1)), ['other.b', record('b', 1)] as const]);
		expect(onlySeedOf('app', one)).toBe('a');
		expect(onlySeedOf('ap', one)).toBeUndefined();
		expect(onlySeedOf('app', of(record('a', 1), record('b', 1)))).toBeUndefined();
	});

	test('are kept while they can be used or renewed, and up to a thousand', () => {
		const records = of(
			record('over', 1, { expiresAt: 5, refreshExpiresAt: 9 }),
			record('own', 1, { expiresAt: 5, refreshExpiresAt: 9 }),
			record('usable', 1, { expiresAt: 11, refreshExpiresAt: 9 }),
			record('renewable', 1, { expiresAt: 5, refreshExpiresAt: 11 }),
			record('unknown', 1, { expiresAt: 5 }),
		);
		expect([...keptRecords(records, 'app.own', 10).keys()]).toEqual(
			['usable', 'renewable', 'unknown', 'own'].map((seed) => `app.${seed}`),
		);
		const many = of(...Array.from({ length: 1002 }, (_, at) => record(String(at), 1)));
		const kept = keptRecords(many, 'app.0', 10);
		expect(kept.size).toBe(1000);
		expect(['app.0', 'app.1', 'app.2', 'app.3'].map((id) => kept.has(id))).toEqual([
			...[true, false, false, true],
		]);
	});
});

test.each([
	['the higher version', record('a', 2), record('a', 1), true],
	['the lower version', record('a', 1), record('a', 2), false],
	['an equal version that lasts longer', record('a', 1, { expiresAt: 2 }), record('a', 1), true],
	['an equal record', record('a', 1), record('a', 1), false],
	['a record where there is none', record('a', 1), undefined, true],
])('%s is newer: %#', (_, a, b, isIt) => expect(isNewer(a, b)).toBe(isIt));
