import { systemRuntime, type Runtime } from '../../http/runtime';
import { clockOffset, learnClock } from '../../providers/clockSkew';

const NOW = Date.parse('2024-09-10T04:00:00Z');
const runtimeAt = (now: number): Runtime => ({ ...systemRuntime, now: () => now });

const ALIEXPRESS = 'https://api-sg.aliexpress.com';
const TUYA = 'https://openapi.tuyaeu.com';

test('a clock of which nothing is known is right', () => {
	expect(clockOffset(runtimeAt(NOW), ALIEXPRESS)).toBe(0);
});

test.each([
	['ahead', 90_000],
	['behind', -3_600_000],
])('a provider’s clock that is %s is remembered', (_where, offset) => {
	const runtime = runtimeAt(NOW);
	learnClock(runtime, ALIEXPRESS, NOW + offset);
	expect(clockOffset(runtime, ALIEXPRESS)).toBe(offset);
});

test('what was learned last counts', () => {
	const runtime = runtimeAt(NOW);
	learnClock(runtime, TUYA, NOW + 90_000);
	learnClock(runtime, TUYA, NOW + 5000);
	expect(clockOffset(runtime, TUYA)).toBe(5000);
});

test('is known for its base URL and its runtime only', () => {
	const [runtime, other] = [runtimeAt(NOW), runtimeAt(NOW)];
	learnClock(runtime, TUYA, NOW + 90_000);
	expect(clockOffset(runtime, ALIEXPRESS)).toBe(0);
	expect(clockOffset(other, TUYA)).toBe(0);
});

test.each([['__proto__'], ['constructor']])('a base URL named %s is one like any other', (url) => {
	expect(clockOffset(runtimeAt(NOW), url)).toBe(0);
});
