import assert from 'node:assert/strict';

/**
 * Sends batches of orders to the webhook and collects the rows.
 *
 * @param {object} options
 * @param {string} options.hook address of the webhook
 * @param {readonly object[][]} options.batches orders of one execution each
 * @param {number} options.atOnce requests that wait at the same time
 * @param {() => Promise<string>} options.why tells what ended an execution
 * @returns {Promise<{answers: object[][], refusals: string[], seconds: number}>} the rows of each
 *   batch, and why executions ended without any
 */
export async function playRound({ hook, batches, atOnce, why }) {
	const answers = [];
	const refusals = [];
	const left = batches.entries();
	const begun = performance.now();
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			// One iterator for all: each takes the next that nobody has.
			for (const [at, orders] of left) {
				try {
					answers[at] = await post(hook, { orders }, why);
				} catch (thrown) {
					refusals.push(thrown.message);
				}
			}
		}),
	);
	return { answers, refusals, seconds: (performance.now() - begun) / 1000 };
}

async function post(hook, body, why) {
	const answer = await fetch(hook, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const text = await answer.text();
	if (answer.ok) return JSON.parse(text);
	throw new Error(`The webhook answers ${answer.status} (${text.slice(0, 200)}): ${await why()}`);
}

/**
 * Each order has exactly the rows that the provider's text has lines, in the answer of its own batch
 * and in no other, and no row is there twice.
 *
 * @param {{batches: readonly object[][], answers: readonly object[][], lines: readonly number[]}} round
 *   `lines` of the orders of all batches, one after the other
 */
export function checkRows({ batches, answers, lines }) {
	const expected = new Map(batches.flat().map(({ order_id: id }, at) => [id, lines[at]]));
	assert.equal(expected.size, batches.flat().length, 'the orders asked for are all different');
	const keys = new Set();
	batches.forEach((orders, at) => {
		const counted = new Map();
		for (const { order_id: id, item_key: key } of answers[at]) {
			assert.ok(!keys.has(key), `the row ${key} came twice`);
			keys.add(key);
			counted.set(id, (counted.get(id) ?? 0) + 1);
		}
		const asked = orders.map(({ order_id: id }) => [id, expected.get(id)]);
		assert.deepEqual([...counted].sort(), asked.sort(), `execution ${at + 1}`);
	});
	return keys.size;
}
