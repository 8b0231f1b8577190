import fc from 'fast-check';

import { failure } from '../../providers/failure';
import { redactFailure, redactText } from '../../providers/redact';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

const SECRET = 'aB3/+="x y&';

describe('a secret is replaced', () => {
	test.each([
		['as it is', SECRET],
		['percent-encoded', encodeURIComponent(SECRET)],
		['percent-encoded in small letters', encodeURIComponent(SECRET).toLowerCase()],
		[
			'percent-encoded in whole',
			[...Buffer.from(SECRET)].map((b) => `%${b.toString(16)}`).join(''),
		],
		['as a form has it', new URLSearchParams({ '': SECRET }).toString().slice(1)],
		['as JSON has it', JSON.stringify(SECRET).slice(1, -1)],
		['as PHP’s JSON has it', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
		[
			'as JSON for HTML has it',
			JSON.stringify(SECRET).slice(1, -1).replaceAll('&', '\\u0026').replaceAll('=', '\\u003D'),
		],
		['in capitals', SECRET.toUpperCase()],
		['in small letters', SECRET.toLowerCase()],
		['twice in a row', SECRET + SECRET],
	])('%s', (_name, shown) => {
		expect(redactText(`token=${shown}; end`, [SECRET])).toBe('token=***; end');
	});

	test('as hexadecimal digits in either case', () => {
		const hex = '0af19bc4d2e7';
		expect(redactText(`sign ${hex.toUpperCase()}, ${hex}`, [hex])).toBe('sign ***, ***');
	});

	test('where a longer one holds a shorter one, in either order', () => {
		for (const secrets of [
			['abcdef', 'abcdefgh'],
			['abcdefgh', 'abcdef'],
		]) {
			expect(redactText('<abcdefgh> <abcdef>', secrets)).toBe('<***> <***>');
		}
	});

	test('where one ends in the beginning of another', () => {
		expect(redactText('<abcdef123456xyzuvw>', ['abcdef123456', '123456xyzuvw'])).toBe('<***>');
	});

	test('where it overlaps itself', () => {
		expect(redactText('<aaaaaaaa>', ['aaaaaa'])).toBe('<***>');
	});

	test('where the text was cut off in the midst of it', () => {
		const token = '50000401b20pqrSTUvwxyz0123456789';
		expect(redactText('The token 50000401b20pqrS', [token])).toBe('The token ***');
		expect(redactText('Words: the token 50000401b. More.', [token])).toBe(
			'Words: the token ***. More.',
		);
		expect(redactText('The token 50000 ends', [token])).toBe('The token 50000 ends');
	});

	test('also one of characters beyond the Basic Multilingual Plane, or of half a character', () => {
		expect(redactText(`<${encodeURIComponent('😀ñ密碼word')}>`, ['😀ñ密碼word'])).toBe('<***>');
		expect(redactText('<secret\ud800>', ['secret\ud800'])).toBe('<***>');
	});
});

test.each([
	['a text without it', 'The Order ID was not found.', ['s3cret-token']],
	['a text with too short a secret to tell from chance', 'abcde', ['abcde']],
	['no secrets', 'token=abcdef', []],
	['an empty secret', 'token=abcdef', ['']],
	['the special characters of patterns', 'abcdefg a.c+e*g', ['a.c.e.g', '[a-z]+', '.*.*.*']],
	['an empty text', '', ['s3cret-token']],
])('%s stays as it is', (_name, text, secrets) => {
	expect(redactText(text, secrets)).toBe(text);
});

test('any secret, in any text, in any writing, does not survive', () => {
	const secret = fc
		.oneof(
			fc.string({ minLength: 6, maxLength: 24 }),
			fc.string({ unit: 'binary', minLength: 6, maxLength: 12 }),
			fc.stringMatching(/^[0-9a-f]{8,40}$/),
		)
		// Asterisks are what is written instead.
		.filter((text) => !text.includes('*') && text.trim() !== '');
	const writings: ReadonlyArray<(text: string) => string> = [
		(text) => text,
		(text) => encodeURIComponent(text.toWellFormed()),
		(text) => encodeURIComponent(text.toWellFormed()).toLowerCase(),
		(text) => new URLSearchParams({ '': text }).toString().slice(1),
		(text) => JSON.stringify(text).slice(1, -1),
		(text) => [...text].map((char) => (char < '\u007f' ? char.toUpperCase() : char)).join(''),
	];
	fc.assert(
		fc.property(
			fc.array(secret, { minLength: 1, maxLength: 3 }),
			fc.array(fc.string(), { minLength: 2, maxLength: 4 }),
			fc.constantFrom(...writings),
			(secrets, words, write) => {
				const shown = secrets.map(write);
				const text = words.flatMap((word, at) => [word, shown[at % shown.length] ?? '']).join('');
				const clean = redactText(text, secrets);
				for (const each of [...secrets, ...shown]) {
					expect(clean.includes(each)).toBe(false);
				}
			},
		),
		{ numRuns },
	);
});

test('any texts are redacted without a throw, and those without a secret stay', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: 'binary' }),
			fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
			(text, secrets) => {
				const clean = redactText(text, secrets);
				if (secrets.every((secret) => secret.length < 6)) expect(clean).toBe(text);
			},
		),
		{ numRuns },
	);
});

test('a failure is clean in each of its texts and else unchanged', () => {
	const said = failure('refused', 'No s3cret-token', 'Use s3cret-token', {
		code: 's3cret-token',
		subCode: 'sub.s3cret-token',
		text: 'Got s3cret-token',
		requestId: 's3cret-token',
		wait: 1000,
		serverTime: 5,
		httpStatus: 403,
	});
	expect(redactFailure(said, ['s3cret-token'])).toEqual({
		kind: 'refused',
		message: 'No ***',
		description: 'Use ***',
		code: '***',
		subCode: 'sub.***',
		text: 'Got ***',
		requestId: '***',
		wait: 1000,
		serverTime: 5,
		httpStatus: 403,
	});
});

test('long secrets in a long text, and secrets that can be read in many ways', () => {
	const secrets = ['0123456789abcdef', 'fedcba9876543210', 'zyxw', '05af'].map((each) =>
		each.repeat(100),
	);
	const words = 'the words of a provider 0123 '.repeat(300);
	expect(redactText(words, secrets)).toBe(words);
	expect(redactText('\\'.repeat(100), ['\\'.repeat(60)])).toBe('***');
	expect(redactText('%25'.repeat(100), ['%25'.repeat(30)])).toBe('***');
});
