import { deepEqual, ok } from 'node:assert/strict';

/** @type {(stage: import('../e2e.mjs').Stage) => readonly import('../e2e.mjs').Case[]} */
export const refusalCases = ({ world }) => [
	[
		'Internet: every host was visited by its own name, and no other one was asked for',
		async () => {
			const { refused, visits } = world.proxy;
			deepEqual(refused, []);
			for (const [host, count] of visits) ok(count > 0, `${host} was not visited`);
			return [...visits].map(([host, count]) => `${host} ${count}`).join(', ');
		},
	],
];
