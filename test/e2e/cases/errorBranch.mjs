import { deepEqual, equal, match } from 'node:assert/strict';
import { EXPECTED, UNKNOWN, setOrders, standOf } from './orders.mjs';

const ID = 'both-providers-with-error-branch';

/** @type {(stage: import('../e2e.mjs').Stage) => readonly import('../e2e.mjs').Case[]} */
export const errorBranchCases = ({ n8n, sandbox, tables }) => [
	[
		'Error branch: every order that exists gets its rows, every other one its reason',
		async () => {
			setOrders(sandbox, 'partlyShipped');
			const { status } = await n8n.run(ID);
			equal(status, 'success');
			deepEqual(standOf(await tables.rows('Order items')), EXPECTED.partlyShipped);
			const missing = await tables.rows('Orders that did not arrive');
			deepEqual(
				missing.map(({ what_happened: _happened, what_to_do: _what, ...wanted }) => wanted),
				UNKNOWN,
			);
			for (const { what_happened: happened, what_to_do: what } of missing) {
				match(happened, /order/i);
				match(what, /Order ID/);
			}
		},
	],
	[
		'Error branch: a further run doubles nothing',
		async () => {
			await n8n.run(ID);
			deepEqual(standOf(await tables.rows('Order items')), EXPECTED.partlyShipped);
			equal((await tables.rows('Orders that did not arrive')).length, UNKNOWN.length);
		},
	],
];
