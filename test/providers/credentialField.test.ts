import {
	credentialField,
	missingField,
	storedTime,
	visibleText,
} from '../../providers/credentialField';

describe('the visible text of a value', () => {
	test.each([
		['a b', 'a b'],
		['  a\t', 'a'],
		['\u200ba\u200b', 'a'],
		['\ufeffsecret\u2060', 'secret'],
		['se\u00adcr\u202eet', 'secret'],
		['line\r\nbreak', 'linebreak'],
		['\u200b \u200b', ''],
		['密碼ñ😀', '密碼ñ😀'],
		[12, '12'],
		[true, 'true'],
		[null, ''],
		[undefined, ''],
		[{}, ''],
		[['a'], ''],
	])('of %j is %j', (value, text) => {
		expect(visibleText(value)).toBe(text);
	});
});

describe('a field of a credential', () => {
	test('is read by its name, without what nobody sees', () => {
		const credentials = { appKey: ' 512345\u200b ', appSecret: '' };
		expect(credentialField(credentials, 'appKey')).toBe('512345');
		expect(credentialField(credentials, 'appSecret')).toBe('');
		expect(credentialField(credentials, 'accessToken')).toBe('');
	});

	test.each([['toString'], ['__proto__'], ['constructor']])('%s is not inherited', (name) => {
		expect(credentialField({}, name)).toBe('');
	});
});

test.each([
	[1725940803000, 1725940803000],
	['1725940803000', 1725940803000],
	[' 1725940803000 ', 1725940803000],
	[0, 0],
	[-1, 0],
	['', 0],
	['soon', 0],
	['1e400', 0],
	[NaN, 0],
	[Infinity, 0],
	[null, 0],
	[undefined, 0],
	[{}, 0],
])('the stored time %j is %d', (stored, time) => {
	expect(storedTime({ expiresAt: stored }, 'expiresAt')).toBe(time);
});

test.each([
	['App Key', 'the AliExpress console shows it'],
	['Access ID', 'the Tuya console shows it under Authorization Key'],
])('the missing field %s is named with the place where its value is found', (label, place) => {
	expect(missingField(label, place)).toEqual({
		ok: false,
		failure: {
			kind: 'invalid_credentials',
			message: `The field ${label} of the credential is empty`,
			description: `Fill in ${label}: ${place}.`,
		},
	});
});
