import fc from 'fast-check';

import {
	hashOf,
	laterRecord,
	oauthTokenDataOf,
	recordsIn,
	renewedRecord,
	withSession,
	type TokenRecord,
} from '../../n8n/tokenRecord';

const NOBODY: ReadonlySet<string> = new Set();
const update = (name: string, expiresAt = 1) => ({
	session: '' as const,
	accessToken: `access-${name}`,
	refreshToken: `refresh-${name}`,
	authorizationCode: '',
	expiresAt,
	refreshExpiresAt: expiresAt,
});
/** A form with the tokens of a renewal. */
const form = (name: string) => ({ appKey: 'key', ...update(name) });

const first = renewedRecord('A', update('1'), undefined, {
	...form('0'),
	authorizationCode: 'code-1',
});
const second = renewedRecord('A', update('2', 2), first, form('1'));

describe('a record', () => {
	test('knows by their hashes what a renewal replaced, and names no secret', () => {
		expect(first.consumed).toEqual(['access-0', 'refresh-0', 'code-1'].map(hashOf));
		expect(JSON.stringify(second.consumed)).not.toMatch(/access|refresh|code/);
	});

	test('does not count a token that is handed out again as replaced', () => {
		const again = renewedRecord('A', update('1', 2), second, form('2'));
		expect(again.consumed).not.toContain(hashOf('access-1'));
		expect(again.consumed).toContain(hashOf('access-2'));
	});

	test('keeps a bounded number of hashes', () => {
		let record: TokenRecord | undefined;
		for (let index = 0; index < 400; index++) {
			record = renewedRecord('A', update(String(index)), record);
		}
		expect(record?.consumed).toHaveLength(300);
		expect(record?.consumed).toContain(hashOf('refresh-398'));
	});

	test('comes back from oauthTokenData, with those of other accounts', () => {
		const other = renewedRecord('B', update('x'), undefined);
		const stored = JSON.parse(JSON.stringify(oauthTokenDataOf(second, [first, other]))) as object;
		expect(recordsIn({ oauthTokenData: stored })).toEqual([second, other]);
		expect(stored).toMatchObject({ account: 'A', accessToken: 'access-2' });
	});

	test.each([undefined, true, 'text', [], { account: 1 }, { others: [null, 1] }])(
		'%j has none',
		(oauthTokenData) => expect(recordsIn({ oauthTokenData })).toEqual([]),
	);
});

describe('of two records', () => {
	test('the one that replaced the other is later, in any order', () => {
		expect(laterRecord(first, second)).toBe(second);
		expect(laterRecord(second, first)).toBe(second);
		expect(laterRecord(undefined, first)).toBe(first);
		expect(laterRecord(first, undefined)).toBe(first);
	});

	test('of two workers that renewed at once, the one that lasts longer is', () => {
		const other = renewedRecord('A', update('3', 3), first, form('1'));
		expect(laterRecord(second, other)).toBe(other);
		expect(laterRecord(other, second)).toBe(other);
	});
});

describe('the session that counts', () => {
	const of = (credentials: object, records: readonly TokenRecord[], account = 'A') =>
		withSession({ appKey: 'key', ...credentials }, account, records, NOBODY);

	test.each([
		['as n8n stored it', form('2')],
		['saved again from before the renewal', form('1')],
		['saved again from before the code', { ...form('0'), authorizationCode: 'code-1' }],
		['empty', { accessToken: '', refreshToken: '', authorizationCode: '', expiresAt: 0 }],
	])('is the stored one where the form is %s', (_, credentials) => {
		expect(of(credentials, [second])).toMatchObject(second.tokens);
	});

	test('is the form’s where a person has entered a new code or tokens', () => {
		const code = { ...form('2'), authorizationCode: 'code-2' };
		expect(of(code, [second])).toMatchObject(code);
		expect(of({ ...form('1'), accessToken: 'pasted' }, [second])).toMatchObject({
			accessToken: 'pasted',
			refreshToken: '',
			expiresAt: 0,
		});
	});

	test('is never that of another account', () => {
		expect(of(form('2'), [second], 'B')).toMatchObject({ accessToken: '', refreshToken: '' });
		const own = renewedRecord('B', update('b'), undefined);
		expect(of(form('2'), [second, own], 'B')).toMatchObject(own.tokens);
		expect(of(form('b'), [own, second], 'A')).toMatchObject(second.tokens);
	});

	test('does not have a code that was refused', () => {
		const refused = new Set([hashOf('code-9')]);
		expect(
			withSession({ ...form('2'), authorizationCode: 'code-9' }, 'A', [], refused),
		).toMatchObject({ ...form('2'), authorizationCode: '' });
	});

	test('is the form’s where nothing is stored', () => {
		expect(of(form('5'), [])).toEqual(form('5'));
	});

	test('never has a token of another account or one that was replaced, whatever the form', () => {
		const other = renewedRecord('B', update('b'), undefined);
		const token = fc.constantFrom(
			'',
			...['0', '1', '2', 'b', 'new'].map((name) => `access-${name}`),
		);
		fc.assert(
			fc.property(token, fc.constantFrom('A', 'B', 'C'), (accessToken, account) => {
				const result = of({ accessToken }, [second, other], account);
				const good = { A: ['access-2', 'access-new'], B: ['access-b'], C: [] }[account] ?? [];
				expect(['', 'access-new', 'access-0', 'access-1', ...good]).toContain(result.accessToken);
				if (account === 'A') expect(good).toContain(result.accessToken);
			}),
		);
	});
});
