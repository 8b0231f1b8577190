import * as aliexpress from '../../providers/aliexpress/signature';
import * as tuya from '../../providers/tuya/signature';
import aliexpressVectors from '../fixtures/aliexpress/signatures.json';
import tuyaVectors from '../fixtures/tuya/signatures.json';

describe('AliExpress: the published examples', () => {
	test.each(aliexpressVectors)('$name', ({ secret, path, parameters, sign }) => {
		const own = parameters as unknown as Record<string, string>;
		expect(aliexpress.sign(secret, path, own)).toBe(sign);
	});

	test('keys are sorted by bytes, not by locale, and `sign` itself is left out', () => {
		const parameters = { b: '2', B: '1', é: '4', a_: '3', sign: 'x' };
		expect(aliexpress.signatureBase('', parameters)).toBe('B1a_3b2é4');
	});

	test('a character that UTF-16 puts before others comes where its bytes belong', () => {
		expect(aliexpress.signatureBase('', { '😀': '2', '\uff5e': '1', a: '0' })).toBe('a0\uff5e1😀2');
	});
});

describe('Tuya: the published examples', () => {
	test.each(tuyaVectors)('$name', (vector) => {
		const {
			client_id: key,
			secret,
			access_token: accessToken,
			signed_headers: signedHeaders,
		} = vector;
		const { method, path, body, t, nonce } = vector;
		const call = { method, path, query: {}, body, signedHeaders };
		const signed = tuya.sign({ key, secret, accessToken }, { now: Number(t), nonce }, call);
		expect(signed).toBe(vector.sign);
	});

	test('the empty body has the well-known hash and no signed headers leave a blank line', () => {
		const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
		const call = { method: 'get', path: '/v1.0/token', query: { grant_type: '1' }, body: '' };
		expect(tuya.stringToSign(call)).toBe(`GET\n${hash}\n\n/v1.0/token?grant_type=1`);
	});

	test('the query is signed decoded and sorted by key', () => {
		const urlOf = (query: Readonly<Record<string, string>>) =>
			tuya.stringToSign({ method: 'GET', path: '/p', query, body: '' }).split('\n').at(-1);
		expect(urlOf({ site_code: 'a b', mall_code: 'M' })).toBe('/p?mall_code=M&site_code=a b');
		expect(urlOf({})).toBe('/p');
	});
});
