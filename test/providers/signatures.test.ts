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
		expect(aliexpress.signatureBase('', { b: '2', B: '1', é: '4', a_: '3', sign: 'x' })).toBe(
			'B1a_3b2é4',
		);
	});

	test('a character that UTF-16 puts before others comes where its bytes belong', () => {
		expect(aliexpress.signatureBase('', { '😀': '2', '\uff5e': '1', a: '0' })).toBe('a0\uff5e1😀2');
	});
});

describe('Tuya: the published examples', () => {
	test.each(tuyaVectors)('$name', (vector) => {
		const signer = {
			key: vector.client_id,
			secret: vector.secret,
			accessToken: vector.access_token,
		};
		const call = {
			method: vector.method,
			path: vector.path,
			query: {},
			body: vector.body,
			signedHeaders: vector.signed_headers,
		};
		expect(tuya.sign(signer, { now: Number(vector.t), nonce: vector.nonce }, call)).toBe(
			vector.sign,
		);
	});

	test('the empty body has the well-known hash and no signed headers leave a blank line', () => {
		expect(
			tuya.stringToSign({
				method: 'get',
				path: '/v1.0/token',
				query: { grant_type: '1' },
				body: '',
			}),
		).toBe(
			'GET\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n\n/v1.0/token?grant_type=1',
		);
	});

	test('the query is signed decoded and sorted by key', () => {
		const urlOf = (query: Readonly<Record<string, string>>) =>
			tuya.stringToSign({ method: 'GET', path: '/p', query, body: '' }).split('\n').at(-1);
		expect(urlOf({ site_code: 'a b', mall_code: 'M' })).toBe('/p?mall_code=M&site_code=a b');
		expect(urlOf({})).toBe('/p');
	});
});
