import fc from 'fast-check';

import { baseUrl } from '../../providers/baseUrl';
import { forAll } from '../support/property';

const ENDINGS = ['/sync', '/rest'];

describe('a base URL is an origin and a path without a slash at the end', () => {
	test.each([
		['https://api-sg.aliexpress.com', 'https://api-sg.aliexpress.com'],
		[' https://api-sg.aliexpress.com ', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com///', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/sync', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/sync/', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/rest', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com//rest', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/rest/sync', 'https://api-sg.aliexpress.com'],
		['https://api-sg.aliexpress.com/sync/rest', 'https://api-sg.aliexpress.com'],
		['https://gateway.example/async', 'https://gateway.example/async'],
		['https://gateway.example/orders/sync', 'https://gateway.example/orders'],
		['https://gateway.example/orders//sync', 'https://gateway.example/orders'],
		['https://gateway.example/sync/orders', 'https://gateway.example/sync/orders'],
		['HTTPS://Gateway.Example:443/A', 'https://gateway.example/A'],
		['https://gateway.example:8443/', 'https://gateway.example:8443'],
		['https://gateway.example/?', 'https://gateway.example'],
		['https://bücher.example', 'https://xn--bcher-kva.example'],
		['http://localhost', 'http://localhost'],
		['http://localhost:3000/', 'http://localhost:3000'],
		['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
		['http://127.1.2.3', 'http://127.1.2.3'],
		['http://[::1]:3000/rest', 'http://[::1]:3000'],
		['\u200bhttps://gateway.example\ufeff', 'https://gateway.example'],
		['https://gateway\u00ad.example/\u202e', 'https://gateway.example'],
		['https://gateway.example\r\n/orders', 'https://gateway.example/orders'],
	])('%s', (given, expected) => {
		expect(baseUrl(given, ENDINGS)).toEqual({ ok: true, value: expected });
	});

	test('an address with an umlaut stays one, however often it is read', () => {
		for (let time = 0; time < 100_000; time++) {
			if (!baseUrl('https://bücher.example').ok) throw new Error(`Refused at time ${time}`);
		}
	});

	test('of a path that users do not paste along, all is kept', () => {
		expect(baseUrl('https://gateway.example/rest')).toEqual({
			ok: true,
			value: 'https://gateway.example/rest',
		});
	});
});

describe('a base URL is refused', () => {
	test.each([
		['', /not a web address/],
		[' ', /not a web address/],
		[null, /not a web address/],
		[undefined, /not a web address/],
		[{}, /not a web address/],
		['api-sg.aliexpress.com', /not a web address/],
		['https://', /not a web address/],
		['https://a b', /not a web address/],
		['//gateway.example', /not a web address/],
		['ftp://gateway.example', /does not start with https/],
		['file:///etc/hosts', /does not start with https/],
		['javascript:alert(1)', /does not start with https/],
		['localhost:3000', /does not start with https/],
		['http://api-sg.aliexpress.com', /does not start with https/],
		['http://localhost.evil.com', /does not start with https/],
		['http://localhost.', /does not start with https/],
		['http://127.0.0.1.evil.com', /does not start with https/],
		['http://127.0.0.1@evil.com', /does not start with https/],
		['http://localhost:80@evil.com', /does not start with https/],
		['http://evil.com/127.0.0.1', /does not start with https/],
		['http://evil.com#localhost', /does not start with https/],
		['http://128.0.0.1', /does not start with https/],
		['http://0.0.0.0', /does not start with https/],
		['http://10.0.0.1', /does not start with https/],
		['http://[::2]', /does not start with https/],
		['http://[::ffff:10.0.0.1]', /does not start with https/],
		['https://user@gateway.example', /more than an address/],
		['https://user:pass@gateway.example', /more than an address/],
		['https://:pass@gateway.example', /more than an address/],
		['https://gateway.example/?a=b', /more than an address/],
		['https://gateway.example/#a', /more than an address/],
		['http://user@localhost', /more than an address/],
	])('%j', (given, message) => {
		const outcome = baseUrl(given, ENDINGS);
		const isUnsafe = message.source.includes('https');
		expect(outcome).toMatchObject({
			ok: false,
			failure: { kind: isUnsafe ? 'request_blocked' : 'invalid_credentials' },
		});
		if (outcome.ok) return;
		expect(outcome.failure.message).toMatch(message);
		for (const text of [outcome.failure.message, outcome.failure.description]) {
			expect(text).toContain('Base URL');
			expect(text).not.toContain('pass@');
		}
	});
});

test('any text is refused or gives an address that it gives again', () => {
	const text = fc.oneof(
		fc.webUrl(),
		fc.string({ unit: 'binary' }),
		fc
			.array(
				fc.constantFrom(
					'https://',
					'http://',
					'localhost',
					'127.0.0.1',
					'[::1]',
					'.',
					'a',
					'/',
					':80',
					'@',
					'/sync',
					'/rest',
					'#',
					'?',
					'\\',
					'%2f',
					'\t',
				),
				{ maxLength: 8 },
			)
			.map((parts) => parts.join('')),
	);
	forAll(text, (given) => {
		const outcome = baseUrl(given, ENDINGS);
		if (!outcome.ok) return;
		const url = new URL(outcome.value);
		expect(outcome.value).not.toMatch(/\/$|[?#]/);
		expect(url.pathname).not.toMatch(/\/(?:sync|rest)$/);
		expect(url.username + url.password).toBe('');
		expect(
			url.protocol === 'https:' ||
				['localhost', '[::1]'].includes(url.hostname) ||
				/^127\.[\d.]+$/.test(url.hostname),
		).toBe(true);
		expect(baseUrl(outcome.value, ENDINGS)).toEqual(outcome);
	});
});
