import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { USER_AGENT } from '../../http/userAgent';

test.each([[new AliExpressApi()], [new TuyaApi()]])(
	'the test of $name names the package and its version, as every request does',
	({ test }) => {
		expect(USER_AGENT).toMatch(/^n8n-nodes-marketplace-orders\/\d+\.\d+\.\d+$/);
		expect(test.request.headers).toEqual({ 'user-agent': USER_AGENT });
	},
);
