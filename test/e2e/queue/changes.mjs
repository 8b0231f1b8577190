import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { dataTables } from '../cases/tables.mjs';
import { succeeded } from '../rest.mjs';
import { ON_DEMAND, SCHEDULED } from './workflow.mjs';

const POLL_MS = 1_000;
/** A Schedule of 7 minutes fires within a minute at first, and its execution waits for 70 s. */
const SCHEDULE_MS = 10 * 60_000;

/** The orders of each table, none at its end. */
const DEMANDED = ['8171000000000005', '8171000000000006', 'SO7100000001', 'SO7100000003'];
const ON_SCHEDULE = ['8171000000000007', '8171000000000009', 'SO7100000011', 'SO7100000013'];

/**
 * Checks that each change is reported once to a table that stores the state after a Wait, and again when it
 * was not stored: by several workers, with Retry, with a Schedule of 7 minutes, and over restarts.
 *
 * @param {import('../queue.mjs').Stage} stage
 */
export async function checkChanges({ test, servers, sandbox, listener }) {
	const { mallCode: mall_code, siteCode: site_code } = sandbox;
	const row = (order_id) => ({
		...{ order_id, mall_code, site_code, state: '' },
		provider: order_id.startsWith('SO') ? 'tuya' : 'aliexpress',
	});
	/** The orders that a workflow has posted since the last call, sorted. */
	const posted = (workflow) => {
		const isOwn = (post) => post.workflow === workflow;
		const own = listener.posts.filter(isOwn).map((post) => post.order_id);
		listener.posts.splice(0, Infinity, ...listener.posts.filter((post) => !isOwn(post)));
		return own.sort();
	};
	const begin = async () =>
		await servers.n8n.started(ON_DEMAND, async () => {
			await fetch(`${servers.n8n.url}/webhook/${ON_DEMAND}`, { method: 'POST' });
		});
	const finished = async (id) => await servers.n8n.finished(id);
	const runs = async () => void succeeded(await finished(await begin()));
	const move = (orders) => orders.forEach((orderId) => sandbox.move(orderId));
	const tables = async () => await dataTables(servers.n8n);
	const states = async () => (await (await tables()).rows(ON_DEMAND)).map(({ state }) => state);

	const [moved, another, third] = DEMANDED;
	const [first, , , last] = ON_SCHEDULE;
	await servers.restartWorkers();
	await servers.n8n.activate(ON_DEMAND);
	await runs();
	await (await tables()).add(ON_DEMAND, DEMANDED.map(row));
	await (await tables()).create(SCHEDULED, Object.keys(row('')));
	await (await tables()).add(SCHEDULED, ON_SCHEDULE.map(row));
	await servers.n8n.activate(SCHEDULED);
	const scheduledAt = Date.now();

	await test('a Wait of 70 s with a restart in it: each order is reported once', async () => {
		const id = await begin();
		// n8n counts an execution that still runs when its worker ends as crashed.
		while ((await servers.n8n.api(`/executions/${id}`)).status !== 'waiting') await pause(POLL_MS);
		await servers.restart();
		succeeded(await finished(id));
		assert.deepEqual(posted(ON_DEMAND), [...DEMANDED].sort());
		assert.ok((await states()).every((state) => state.startsWith('v1|')));
		await runs();
		assert.deepEqual(posted(ON_DEMAND), []);
	});
	await test('a change is reported once, around the Wait', async () => {
		move([moved]);
		await runs();
		assert.deepEqual(posted(ON_DEMAND), [moved]);
		await runs();
		assert.deepEqual(posted(ON_DEMAND), []);
	});
	await test('Retry of an execution that failed: a change is reported once', async () => {
		move([another]);
		listener.refuseNext(1);
		const { id, status } = await finished(await begin());
		assert.equal(status, 'error');
		assert.deepEqual(posted(ON_DEMAND), []);
		const retried = await servers.n8n.started(ON_DEMAND, async () => {
			await servers.n8n.api(`/executions/${id}/retry`, { body: { loadWorkflow: true } });
		});
		succeeded(await finished(retried));
		assert.deepEqual(posted(ON_DEMAND), [another]);
		await runs();
		assert.deepEqual(posted(ON_DEMAND), []);
	});
	await test('a change whose state was not stored is reported again', async () => {
		const before = await states();
		move([third]);
		await runs();
		assert.deepEqual(posted(ON_DEMAND), [third]);
		await (await tables()).set(ON_DEMAND, another, { state: '' });
		await runs();
		assert.deepEqual(posted(ON_DEMAND), [another]);
		const at = DEMANDED.indexOf(another);
		assert.equal((await states())[at], before[at]);
	});
	await test('a Schedule of 7 minutes, with a restart: each change is reported once', async () => {
		const fired = async (count) => {
			for (;;) {
				const ids = await servers.n8n.executions(SCHEDULED);
				if (ids.length >= count) return succeeded(await finished(ids[0]));
				assert.ok(Date.now() - scheduledAt < SCHEDULE_MS, `it fired ${ids.length} times`);
				await pause(POLL_MS);
			}
		};
		await fired(1);
		assert.deepEqual(posted(SCHEDULED), [...ON_SCHEDULE].sort());
		move([first, last]);
		await servers.restart();
		await fired(2);
		assert.deepEqual(posted(SCHEDULED), [first, last]);
		return `two executions within ${((Date.now() - scheduledAt) / 60_000).toFixed(1)} minutes`;
	});
}
