import {
	credentialField,
	missingField,
	storedTime,
	visibleText,
} from '../../providers/credentialField';

test.each<readonly [unknown, string]>([
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
	...[null, undefined, {}, ['a']].map((none) => [none, ''] as const),
])('the visible text of %j is %j, also as a field of a credential', (value, text) => {
	expect(visibleText(value)).toBe(text);
	expect(credentialField({ appKey: value }, 'appKey')).toBe(text);
});

test.each(['appKey', 'toString', '__proto__', 'constructor'])('%s is not inherited', (name) => {
	expect(credentialField({}, name)).toBe('');
});

test.each<readonly [unknown, number]>([
	[1725940803000, 1725940803000],
	['1725940803000', 1725940803000],
	[' 1725940803000 ', 1725940803000],
	...[0, -1, '', 'soon', '1e400', NaN, Infinity, null, undefined, {}].map(
		(stored) => [stored, 0] as const,
	),
])('the stored time %j is %d', (stored, time) => {
	expect(storedTime({ expiresAt: stored }, 'expiresAt')).toBe(time);
});

test('a missing field is named with the place where its value is found', () => {
	expect(missingField('App Key', 'the console shows it')).toEqual({
		ok: false,
		failure: {
			kind: 'invalid_credentials',
			message: 'The field App Key of the credential is empty',
			description: 'Fill in App Key: the console shows it.',
		},
	});
});
