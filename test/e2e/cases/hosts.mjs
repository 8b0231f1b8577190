import { deepEqual, ok } from 'node:assert/strict';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const hostCases = ({ mocks }) => [
	[
		'Network: every mocked host was called, and no other host',
		async () => {
			const { rejected, visits } = mocks.proxy;
			deepEqual(rejected, []);
			for (const [host, count] of visits) ok(count > 0, `${host} was not called`);
			return [...visits].map(([host, count]) => `${host} ${count}`).join(', ');
		},
	],
];
