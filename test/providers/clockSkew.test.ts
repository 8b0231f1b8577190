import { ProviderClocks } from '../../providers/clockSkew';

const NOW = Date.parse('2024-09-10T04:00:00Z');
const ALIEXPRESS = 'https://api-sg.aliexpress.com';
const TUYA = 'https://openapi.tuyaeu.com';

const clocks = () => new ProviderClocks({ now: () => NOW, nonce: () => 'nonce-1' });

test.each([[ALIEXPRESS], ['__proto__'], ['constructor']])(
	'a clock of which nothing is known is right: %s',
	(url) => {
		expect(clocks().signingContext(url)).toEqual({ now: NOW, nonce: 'nonce-1' });
	},
);

test.each([
	['ahead', 90_000],
	['behind', -3_600_000],
])('a provider’s clock that is %s is remembered, for its base URL only', (_where, offset) => {
	const all = clocks();
	all.learn(TUYA, NOW + 5000);
	all.learn(TUYA, NOW + offset);
	expect(all.signingContext(TUYA).now).toBe(NOW + offset);
	expect(all.signingContext(ALIEXPRESS).now).toBe(NOW);
});
