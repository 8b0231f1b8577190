import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { USER_AGENT } from '../../http/userAgent';
import { name, version } from '../../package.json';

test('every request names the package and the version in package.json', () => {
	expect(USER_AGENT).toBe(`${name}/${version}`);
});

test.each([[new AliExpressApi()], [new TuyaApi()]])('so does the test of $name', ({ test }) => {
	expect(test.request.headers).toEqual({ 'user-agent': USER_AGENT });
});
