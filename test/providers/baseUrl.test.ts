import fc from 'fast-check';

import { baseUrl } from '../../providers/baseUrl';
import { forAll } from '../support/property';

const ENDINGS = ['/sync', '/rest'];

describe('a base URL is an origin and a path without a slash at the end', () => {
	test.each<readonly [string, string]>([
		...['', '/', '///', '/sync', '/sync/', '/rest', '//rest', '/rest/sync', '/sync/rest'].map(
			(ending) => [`https://a.example${ending}`, 'https://a.example'] as const,
		),
		[' https://a.example ', 'https://a.example'],
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
		const value = 'https://gateway.example/rest';
		expect(baseUrl(value)).toEqual({ ok: true, value });
	});
});

const NO_ADDRESS = [
	...['', ' ', null, undefined, {}, 'api-sg.aliexpress.com', 'https://', 'https://a b'],
	'//gateway.example',
];
const UNSAFE = [
	...['ftp://gateway.example', 'file:///etc/hosts', 'javascript:alert(1)', 'localhost:3000'],
	...['http://api-sg.aliexpress.com', 'http://localhost.evil.com', 'http://localhost.'],
	...['http://127.0.0.1.evil.com', 'http://127.0.0.1@evil.com', 'http://localhost:80@evil.com'],
	...['http://evil.com/127.0.0.1', 'http://evil.com#localhost', 'http://128.0.0.1'],
	...['http://0.0.0.0', 'http://10.0.0.1', 'http://[::2]', 'http://[::ffff:10.0.0.1]'],
];
const TOO_MUCH = [
	...['https://user@gateway.example', 'https://user:pass@gateway.example'],
	...['https://:pass@gateway.example', 'https://gateway.example/?a=b'],
	...['https://gateway.example/#a', 'http://user@localhost'],
];

test.each([
	...NO_ADDRESS.map((each) => [each, 'invalid_credentials', /not a web address/] as const),
	...UNSAFE.map((each) => [each, 'request_blocked', /does not start with https/] as const),
	...TOO_MUCH.map((each) => [each, 'invalid_credentials', /more than an address/] as const),
])('%j is refused', (given, kind, words) => {
	const outcome = baseUrl(given, ENDINGS);
	const message = expect.stringMatching(words) as string;
	expect(outcome).toMatchObject({ ok: false, failure: { kind, message } });
	if (outcome.ok) return;
	for (const text of [outcome.failure.message, outcome.failure.description]) {
		expect(text).toContain('Base URL');
		expect(text).not.toContain('pass@');
	}
});

test('any text is refused or gives an address that it gives again', () => {
	const text = fc.oneof(
		fc.webUrl(),
		fc.string({ unit: 'binary' }),
		fc
			.array(
				fc.constantFrom(
					...['https://', 'http://', 'localhost', '127.0.0.1', '[::1]', '.', 'a', '/', ':80', '@'],
					...['/sync', '/rest', '#', '?', '\\', '%2f', '\t'],
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
