import assert from 'node:assert/strict';
import { require as load } from 'tsx/cjs/api';
import { demoCredentials } from '../demo.mjs';
import { ORDERS, PEOPLE } from './workflow.mjs';

const { batchesOf, expiriesIn, ordersOf, ORDERS_PER_EXECUTION } = load(
	'./plan.ts',
	import.meta.url,
);
const { checkRenewals, checkRows, countsOf, linesOf } = load('./checks.ts', import.meta.url);

/** People with a session of their own in one credential, and how many of them an execution asks for. */
const PEOPLE_COUNT = 40;
const PEOPLE_PER_EXECUTION = 5;

/**
 * Checks that sessions survive while tokens expire: in a round of new orders for one worker, two, and so
 * on, then for several people who share a credential.
 *
 * @param {import('../queue.mjs').Stage} stage
 */
export async function checkSessions({ test, servers, sandbox, plan }) {
	const { n8n } = servers;
	const { orders: count, workers: most } = plan;
	const send = async (workflow, batches) => await sendOrders(n8n, workflow, batches);
	for (const id of [ORDERS, PEOPLE]) await n8n.activate(id);

	for (let round = 0; round < most; round++) {
		const workers = await servers.add();
		const batches = batchesOf(ordersOf(sandbox, count, round * count));
		const begin = sandbox.requests.length;
		const { answers, errors, seconds } = await send(ORDERS, batches);
		const who = workers === 1 ? 'one worker' : `${workers} workers`;
		await test(`${who}: ${count} orders in ${batches.length} executions, each fetched once`, () => {
			assert.deepEqual([...new Set(errors)], []);
			const rows = checkRows({ batches, answers, lines: batches.flat().map(linesOf) });
			return `${rows} rows, ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} orders/s`;
		});
		const expiries = expiriesIn(plan, round);
		const requests = sandbox.requests.slice(begin);
		for (const provider of ['aliexpress', 'tuya']) {
			const found = countsOf(requests, provider);
			await test(`${who}: ${provider} survived ${expiries} expiries`, () => {
				checkRenewals(found, { orders: count / 2, expiries });
				return [
					`${found.renewals} renewals, ${found.rejectedRenewals} rejected,`,
					`${found.orders} orders fetched, ${found.rejectedOrders} rejected for their token`,
				].join(' ');
			});
		}
	}
	await test(`${PEOPLE_COUNT} people of one credential keep their sessions`, async () => {
		const begin = sandbox.requests.length;
		const people = Array.from({ length: PEOPLE_COUNT }, (_, at) => ({
			provider: 'aliexpress',
			order_id: `81${9_000_000_000 + at}0000`,
			code: sandbox.issueCode(),
		}));
		const batches = [];
		while (people.length > 0) batches.push(people.splice(0, PEOPLE_PER_EXECUTION));
		const fetchAll = async () => assert.deepEqual((await send(PEOPLE, batches)).errors, []);
		await fetchAll();
		for (const _expiry of [1, 2]) {
			sandbox.expireAccessTokens('aliexpress');
			await fetchAll();
			// Restarted workers know only what n8n has stored.
			await servers.restartWorkers();
			await fetchAll();
		}
		const { renewals, rejectedRenewals } = countsOf(sandbox.requests.slice(begin), 'aliexpress');
		assert.equal(rejectedRenewals, 0, 'no used code or token is sent');
		return `${renewals} renewals`;
	});
	await test('afterwards both sessions work: orders are fetched, both credentials pass their test', async () => {
		const batches = batchesOf(ordersOf(sandbox, ORDERS_PER_EXECUTION, most * count));
		const { answers, errors } = await send(ORDERS, batches);
		assert.deepEqual(errors, []);
		checkRows({ batches, answers, lines: batches.flat().map(linesOf) });
		for (const { id } of demoCredentials(sandbox.demo)) await n8n.testCredential(id);
	});
}

/**
 * Sends batches of orders to the webhook of a workflow, all at once, and collects the rows.
 *
 * @param {readonly object[][]} batches orders of one execution each
 * @returns {Promise<{answers: object[][], errors: string[], seconds: number}>} the rows of each
 *   batch, and the errors of failed executions
 */
async function sendOrders(n8n, workflow, batches) {
	const answers = [];
	const errors = [];
	const started = performance.now();
	const post = async (orders, at) => {
		const answer = await fetch(`${n8n.url}/webhook/${workflow}`, {
			method: 'POST',
			// While n8n is busy, it closes connections that are kept open.
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify({ orders }),
		});
		const text = await answer.text();
		if (answer.ok) answers[at] = JSON.parse(text);
		else errors.push(`${answer.status} (${text.slice(0, 200)}): ${await n8n.lastError()}`);
	};
	const failed = ({ message, cause }) => void errors.push(`${message}: ${cause}`);
	await Promise.all(batches.map((orders, at) => post(orders, at).catch(failed)));
	return { answers, errors, seconds: (performance.now() - started) / 1000 };
}
