import fc from 'fast-check';

import { parseJson } from '../../json/parse';
import type { Failure } from '../../providers/failure';
import {
	parseRedacted,
	redactCause,
	redactFailure,
	redactJson,
	redactText,
} from '../../providers/redact';
import { forAll, property } from '../support/property';

const SECRET = 'aB3/+="x y&';

const IN_JSON = JSON.stringify(SECRET).slice(1, -1);

describe('a secret is replaced', () => {
	test.each([
		['as it is', SECRET],
		['percent-encoded', encodeURIComponent(SECRET)],
		['percent-encoded in small letters', encodeURIComponent(SECRET).toLowerCase()],
		['percent-encoded in whole', Buffer.from(SECRET).toString('hex').replace(/../g, '%$&')],
		['as a form has it', new URLSearchParams({ '': SECRET }).toString().slice(1)],
		['as JSON has it', IN_JSON],
		['as PHP’s JSON has it', IN_JSON.replaceAll('/', '\\/')],
		['as JSON for HTML has it', IN_JSON.replaceAll('&', '\\u0026').replaceAll('=', '\\u003D')],
		['in capitals', SECRET.toUpperCase()],
		['in small letters', SECRET.toLowerCase()],
		['twice in a row', SECRET + SECRET],
	])('%s', (_name, shown) => {
		expect(redactText(`token=${shown}; end`, [SECRET])).toBe('token=***; end');
	});

	const LONG = '50000401b20pqrSTUvwxyz0123456789';
	test.each([
		['holds a shorter one', '<abcdefgh> <abcdef>', ['abcdef', 'abcdefgh'], '<***> <***>'],
		['ends in another', '<abcdef123456xyzuvw>', ['abcdef123456', '123456xyzuvw'], '<***>'],
		['overlaps itself', '<aaaaaaaa>', ['aaaaaa'], '<***>'],
		['was cut off', 'The token 50000401b20pqrS', [LONG], 'The token ***'],
		['was cut off before more', 'The token 50000401b. More.', [LONG], 'The token ***. More.'],
		['is cut to chance', 'The token 50000 ends', [LONG], 'The token 50000 ends'],
		['is hexadecimal', 'sign 0AF19BC4D2E7, 0af19bc4d2e7', ['0af19bc4d2e7'], 'sign ***, ***'],
		['is of wide characters', encodeURIComponent('😀ñ密碼word'), ['😀ñ密碼word'], '***'],
		['has half a character', '<secret\ud800>', ['secret\ud800'], '<***>'],
	])('that %s', (_name, text, secrets, shown) => {
		expect(redactText(text, secrets)).toBe(shown);
		expect(redactText(text, [...secrets].reverse())).toBe(shown);
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

test('no secret survives in any text, however it is written', () => {
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
	forAll(
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
	);
});

property(
	'any texts are redacted without a throw, and those without a secret stay',
	fc.string({ unit: 'binary' }),
	fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
	(text, secrets) => {
		const clean = redactText(text, secrets);
		if (secrets.every((secret) => secret.length < 6)) expect(clean).toBe(text);
	},
);

describe('a failure', () => {
	const TOKEN = 's3cret-token';
	const throttled: Failure = {
		kind: 'throttled',
		message: 'No s3cret-token',
		description: 'Use s3cret-token',
		code: TOKEN,
		subCode: 'sub.s3cret-token',
		providerMessage: 'Got s3cret-token',
		requestId: TOKEN,
		retryAfter: 1000,
		httpStatus: 403,
	};

	test('is clean in each of its texts and otherwise unchanged', () => {
		expect(redactFailure(throttled, [TOKEN])).toEqual({
			...throttled,
			...{ message: 'No ***', description: 'Use ***', providerMessage: 'Got ***' },
			...{ code: '***', subCode: 'sub.***', requestId: '***' },
		});
	});

	test('gains no text that it did not have before', () => {
		const words = { message: 'Late', description: 'Set it' };
		const skew: Failure = { kind: 'clock_skew', ...words, serverTime: 5 };
		expect(Object.entries(redactFailure(skew, [TOKEN]))).toEqual(Object.entries(skew));
	});

	test('keeps a clean copy of its cause, and is not changed by redacting it again', () => {
		const clean = redactFailure({ ...throttled, cause: new TypeError(`No ${TOKEN}`) }, [TOKEN]);
		expect(clean.cause).toEqual({ name: 'TypeError', message: 'No ***' });
		expect(clean.cause).not.toBeInstanceOf(Error);
		expect(redactFailure(clean, [TOKEN])).toEqual(clean);
	});
});

describe('a cause', () => {
	const wordless = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
	const coded = Object.assign(new Error('no abcdefgh'), {
		code: 'E_abcdefgh',
		config: { headers: { authorization: 'abcdefgh' } },
	});
	const oddlyCoded = Object.assign(new Error('a'), { code: { token: 'abcdefgh' } });
	test.each([
		['an error without a code', new Error('no abcdefgh'), { name: 'Error', message: 'no ***' }],
		['one with a code', coded, { name: 'Error', message: 'no ***', code: 'E_***' }],
		['an error without words', wordless, { name: 'AggregateError', code: 'ECONNREFUSED' }],
		['a text', 'no abcdefgh', 'no ***'],
		['an object that is no error', { message: 'abcdefgh', token: 'abcdefgh' }, { message: '***' }],
		['an error whose code is no text', oddlyCoded, { name: 'Error', message: 'a' }],
		['nothing', undefined, undefined],
		['null', null, null],
		['a number', 5, 5],
	])('that is %s', (_name, cause, shown) => {
		expect(redactCause(cause, ['abcdefgh'])).toEqual(shown);
	});
});

describe('parsed JSON', () => {
	const TOKEN = '50000401b20pqrSTUvwxyz';
	const LONGER = `${TOKEN}0123`;

	test.each([
		['a text', TOKEN, '***'],
		['a text around it', `Bearer ${TOKEN}, ${TOKEN}.`, 'Bearer ***, ***.'],
		['a value', { a: { b: [1, TOKEN, null] } }, { a: { b: [1, '***', null] } }],
		['a key', { [`x-${TOKEN}`]: { [TOKEN]: true } }, { 'x-***': { '***': true } }],
		['a text next to one that it begins', [TOKEN, LONGER], ['***', '***']],
	])('loses a whole secret in %s', (_name, value, clean) => {
		expect(redactJson(value, ['short', TOKEN, LONGER])).toEqual(clean);
		expect(redactJson(value, [LONGER, TOKEN])).toEqual(clean);
	});

	test('loses a secret that was escaped in the text it was read from', () => {
		const secret = 'aB3/+="x y&aB3/+="x y&';
		const json = JSON.stringify({ token: secret });
		const text = json.replaceAll('/', '\\/').replaceAll('&', '\\u0026');
		expect(redactJson(parseJson(text), [secret])).toEqual({ token: '***' });
		expect(parseRedacted(text, [secret])).toEqual({ token: '***' });
	});

	test.each([
		['as it is', `{"a":["${TOKEN}"],"b":1}`, { a: ['***'], b: 1 }],
		['in a key', `{"${TOKEN}":1}`, { '***': 1 }],
		['with its first character escaped', `["\\u0035${TOKEN.slice(1)}"]`, ['***']],
		['as a number that stays text', '{"a":12345678901234567890}', { a: '***' }],
		['with a raw line break for its space', '["two words\nof a secret"]', ['***']],
		['nowhere', '{"a":["b","\\u0063"]}', { a: ['b', 'c'] }],
	])('loses a secret that is in its text %s', (_name, text, clean) => {
		const secrets = [TOKEN, '12345678901234567890', 'two words of a secret', 'short'];
		expect(parseRedacted(text, secrets)).toEqual(clean);
	});

	test('loses a secret wherever it is and however it is written, and nothing else', () => {
		const written = fc.constantFrom(
			(secret: string) => secret,
			(secret: string) => secret.replace(/./g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`),
			(secret: string) => secret.replaceAll('/', '\\/'),
		);
		const secret = fc.stringMatching(/^[\w/+=]{16,40}$/);
		forAll(secret, written, fc.string({ maxLength: 10 }), (token, write, around) => {
			const text = `{"a":[${JSON.stringify(around)},"${write(token)}"],"${write(token)}":0}`;
			expect(parseRedacted(text, [token])).toEqual({ a: [around, '***'], '***': 0 });
		});
	});

	test.each([
		['without a secret', { order_id: '8146123456781234', lines: [{ name: 'Mug' }] }, [TOKEN]],
		['with the beginning of one', { id: TOKEN.slice(0, 15) }, [TOKEN]],
		['with one in other letters', { id: TOKEN.toUpperCase() }, [TOKEN]],
		['with one too short to tell from chance', { id: '123456789012345' }, ['123456789012345']],
		['with a signature of its own', { etag: '0a'.repeat(32) }, [TOKEN]],
		['without any secrets', { id: TOKEN }, []],
		['that is a number', 8146, [TOKEN]],
		['that is nothing', undefined, [TOKEN]],
		['that is null', null, [TOKEN]],
	])('%s stays the same object', (_name, value, secrets) => {
		expect(redactJson(value, secrets)).toBe(value);
	});

	test('is not changed itself, and keeps a key named __proto__ as a key', () => {
		const value = parseJson(`{"__proto__":{"a":"${TOKEN}"},"b":[]}`);
		const before = JSON.stringify(value);
		expect(JSON.stringify(redactJson(value, [TOKEN]))).toBe('{"__proto__":{"a":"***"},"b":[]}');
		expect(JSON.stringify(value)).toBe(before);
	});

	test('may be as deep and as large as any that is parsed', () => {
		const nested = (text: string) => '['.repeat(200) + text + ']'.repeat(200);
		const deep = redactJson(parseJson(nested(`"${TOKEN}"`)), [TOKEN]);
		expect(JSON.stringify(deep)).toBe(nested('"***"'));
		const large = Array.from({ length: 1000 }, () => ({ a: 'x'.repeat(16_000) }));
		expect(redactJson(large, [TOKEN, 'x'.repeat(17_000)])).toBe(large);
	});

	test('any JSON with any secret in it loses it, and otherwise stays equal', () => {
		const secret = fc
			.string({ minLength: 16, maxLength: 24 })
			.filter((text) => !text.includes('*'));
		forAll(fc.jsonValue(), secret, (value, token) => {
			const clean = redactJson({ value, [token]: [token, `<${token}>`] }, [token]);
			expect(clean).toEqual({ value: redactJson(value, [token]), '***': ['***', '<***>'] });
			expect(redactJson(value, [token])).toEqual(value);
		});
	});
});

describe('a secret with characters that begin an encoding is covered to its end', () => {
	const secrets = ['abcdefgh%25ijklmnop', 'abcdefgh\\\\ijklmnop', '100%2541%%25\\u0041\\"x'];
	test.each(secrets)('%s', (secret) => {
		for (const shown of [
			...[secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)],
			Buffer.from(secret).toString('base64').replace(/=+$/, ''),
		]) {
			expect(redactText(`<${shown}>`, [secret])).toBe('<***>');
		}
	});
});

test('long secrets in a long text, and secrets with many readings', () => {
	const pasted = Array.from({ length: 20_000 }, (_, at) => at.toString(36)).join('-');
	expect(redactText(`<${pasted.slice(0, 300)}`, [pasted])).toBe('<***');
	const others = ['0123456789abcdef', 'fedcba9876543210', 'zyxw', '05af'];
	const secrets = [pasted, ...others.map((each) => each.repeat(100))];
	const words = 'the words of a provider 0123 '.repeat(300);
	expect(redactText(words, secrets)).toBe(words);
	expect(redactText('\\'.repeat(100), ['\\'.repeat(60)])).toBe('***');
	expect(redactText('%25'.repeat(100), ['%25'.repeat(30)])).toBe('***');
});
