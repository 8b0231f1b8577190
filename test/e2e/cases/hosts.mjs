import { deepEqual, ok } from 'node:assert/strict';

/** @param {import('../e2e.mjs').Context} context */
export async function hostCases({ test, mocks }) {
	await test('Network: every mocked host was called, and no other host', async () => {
		const { rejected, visits } = mocks.proxy;
		deepEqual(rejected, []);
		for (const [host, count] of visits) ok(count > 0, `${host} was not called`);
		return [...visits].map(([host, count]) => `${host} ${count}`).join(', ');
	});
}
