import aliExpressVectors from '../../fixtures/aliexpress/signatures.json';
import tuyaVectors from '../../fixtures/tuya/signatures.json';
import { canonical, signAliExpress, signTuya } from '../../../tools/sandbox/sign';

describe("the sandbox's own signers", () => {
	test.each(aliExpressVectors)('AliExpress: $name', ({ secret, path, parameters, sign }) => {
		expect(signAliExpress(secret, path, Object.entries(parameters))).toBe(sign);
	});

	test.each(tuyaVectors)('Tuya: $name', (vector) => {
		const [path = '', query = ''] = vector.path.split('?');
		const sign = signTuya({
			clientId: vector.client_id,
			secret: vector.secret,
			accessToken: vector.access_token,
			t: vector.t,
			nonce: vector.nonce,
			method: vector.method,
			target: canonical(path, query),
			signedHeaders: Object.entries(vector.signed_headers),
			body: vector.body,
		});
		expect(sign).toBe(vector.sign);
	});

	test('AliExpress sorts keys by their bytes and leaves `sign` out', () => {
		const one = signAliExpress('s', '', [
			['b', '2'],
			['B', '1'],
			['sign', 'x'],
		]);
		expect(one).toBe(signAliExpress('s', 'B1b2', []));
	});

	test('Tuya signs the query decoded and sorted by key', () => {
		expect(canonical('/p', 'b=x%20y&a=1%2B1')).toBe('/p?a=1+1&b=x y');
		expect(canonical('/p', '')).toBe('/p');
	});
});
