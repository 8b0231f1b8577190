/**
 * Sends batches of orders to the webhook and collects the rows.
 *
 * @param {object} options
 * @param {string} options.hook address of the webhook
 * @param {readonly object[][]} options.batches orders of one execution each
 * @param {number} options.concurrency concurrent requests
 * @param {() => Promise<string>} options.why returns the error of the last failed execution
 * @returns {Promise<{answers: object[][], errors: string[], seconds: number}>} the rows of each
 *   batch, and the errors of failed executions
 */
export async function sendOrders({ hook, batches, concurrency, why }) {
	const answers = [];
	const errors = [];
	const left = batches.entries();
	const started = performance.now();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			// All senders share one iterator, so each batch is sent once.
			for (const [at, orders] of left) {
				try {
					answers[at] = await post(hook, { orders }, why);
				} catch (thrown) {
					errors.push(thrown.message);
				}
			}
		}),
	);
	return { answers, errors, seconds: (performance.now() - started) / 1000 };
}

async function post(hook, body, why) {
	const answer = await fetch(hook, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const text = await answer.text();
	if (answer.ok) return JSON.parse(text);
	throw new Error(
		`The webhook responded with ${answer.status} (${text.slice(0, 200)}): ${await why()}`,
	);
}
