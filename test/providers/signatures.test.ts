import * as aliexpress from '../../providers/aliexpress/signature';
import * as tuya from '../../providers/tuya/signature';
import { canonical, signAliExpress, signTuya } from '../../tools/sandbox/sign';
import aliexpressVectors from '../fixtures/aliexpress/signatures.json';
import tuyaVectors from '../fixtures/tuya/signatures.json';

/** The published examples, signed by the package and by the sandbox, which share no code. */

describe('AliExpress', () => {
	test.each(aliexpressVectors)('$name', ({ secret, path, parameters, sign }) => {
		const own = parameters as unknown as Record<string, string>;
		expect(aliexpress.sign(secret, path, own)).toBe(sign);
		expect(signAliExpress(secret, path, Object.entries(own))).toBe(sign);
	});

	test('keys are sorted by bytes, not by locale, and `sign` itself is left out', () => {
		const parameters = { b: '2', B: '1', é: '4', a_: '3', '😀': '6', '\uff5e': '5', sign: 'x' };
		const base = 'B1a_3b2é4\uff5e5😀6';
		expect(aliexpress.signatureBase('', parameters)).toBe(base);
		const signed = signAliExpress('s', '', Object.entries(parameters));
		expect(signed).toBe(signAliExpress('s', base, []));
	});
});

describe('Tuya', () => {
	test.each(tuyaVectors)('$name', (vector) => {
		const { client_id: key, secret, access_token: accessToken, method, body, t, nonce } = vector;
		const call = {
			method,
			path: vector.path,
			query: {},
			body,
			signedHeaders: vector.signed_headers,
		};
		const signed = tuya.sign({ key, secret, accessToken }, { now: Number(t), nonce }, call);
		expect(signed).toBe(vector.sign);
		const [path = '', query = ''] = vector.path.split('?');
		const target = canonical(path, query);
		const signedHeaders = Object.entries(vector.signed_headers);
		const sent = { clientId: key, secret, accessToken, t, nonce, method, target, body };
		expect(signTuya({ ...sent, signedHeaders })).toBe(vector.sign);
	});

	test('the empty body has the well-known hash and no signed headers leave a blank line', () => {
		const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
		const call = { method: 'get', path: '/v1.0/token', query: { grant_type: '1' }, body: '' };
		expect(tuya.stringToSign(call)).toBe(`GET\n${hash}\n\n/v1.0/token?grant_type=1`);
	});

	test.each([
		['/p?a=1+1&b=x y', { b: 'x y', a: '1+1' }, 'b=x%20y&a=1%2B1'],
		['/p', {}, ''],
	])('the query is signed decoded and sorted by key: %s', (signed, query, encoded) => {
		const call = { method: 'GET', path: '/p', query, body: '' };
		expect(tuya.stringToSign(call).split('\n').at(-1)).toBe(signed);
		expect(canonical('/p', encoded)).toBe(signed);
	});
});
