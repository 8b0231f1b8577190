import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { dataTables } from '../cases/tables.mjs';
import { ON_DEMAND, SCHEDULED } from './changesWorkflow.mjs';

const POLL_MS = 1_000;
/** A Schedule of 7 minutes fires within a minute at first, and its execution waits for 70 s. */
const SCHEDULE_MS = 10 * 60_000;

/** The orders of each table, none at its end. */
const DEMANDED = ['8171000000000005', '8171000000000006', 'SO7100000001', 'SO7100000003'];
const ON_SCHEDULE = ['8171000000000007', '8171000000000009', 'SO7100000011', 'SO7100000013'];

/**
 * Checks that each change is told once to a table that stores the state after a Wait, and again when it
 * was not stored: by several workers, with Retry, with a Schedule of 7 minutes, and over restarts.
 *
 * @param {object} options
 * @param {ReturnType<typeof import('../browser/steps.mjs').newSteps>['step']} options.step
 * @param {() => Awaited<ReturnType<typeof import('../n8n.mjs').startN8n>>} options.current n8n
 * @param {() => Promise<void>} options.restart restarts n8n and all workers
 * @param {Awaited<ReturnType<typeof import('./provider.mjs').startQueueSandbox>>} options.sandbox
 * @param {Awaited<ReturnType<typeof import('./listener.mjs').startListener>>} options.listener
 */
export async function checkChanges({ step, current, restart, sandbox, listener }) {
	const { mallCode: mall_code, siteCode: site_code } = sandbox;
	const row = (order_id) => ({
		...{ order_id, mall_code, site_code, state: '' },
		provider: order_id.startsWith('SO') ? 'tuya' : 'aliexpress',
	});
	/** What was told by a workflow since the last call, sorted. */
	const told = (workflow) => {
		const isOwn = (post) => post.workflow === workflow;
		const own = listener.posts.filter(isOwn).map((post) => post.order_id);
		listener.posts.splice(0, Infinity, ...listener.posts.filter((post) => !isOwn(post)));
		return own.sort();
	};
	const execution = async (workflow, cause) => {
		const [last] = await current().executions(workflow);
		await cause();
		let newest = last;
		while (newest === last) {
			await pause(POLL_MS);
			[newest] = await current().executions(workflow);
		}
		return newest;
	};
	const begin = async () =>
		await execution(ON_DEMAND, async () => {
			await fetch(`${current().url}/webhook/${ON_DEMAND}`, { method: 'POST' });
		});
	const run = async () => await current().finished(await begin());
	const runs = async () => assert.equal((await run()).status, 'success');
	const states = async (workflow) =>
		(await (await dataTables(current())).rows(workflow)).map(({ state }) => state);

	const [moved, another, third] = DEMANDED;
	const [first, , , last] = ON_SCHEDULE;
	await current().activate(ON_DEMAND);
	await runs();
	const tables = await dataTables(current());
	await tables.add(ON_DEMAND, DEMANDED.map(row));
	await tables.create(SCHEDULED, Object.keys(row('')));
	await tables.add(SCHEDULED, ON_SCHEDULE.map(row));
	await current().activate(SCHEDULED);
	const scheduledAt = Date.now();

	await step('a Wait of 70 s with a restart in it: each order is told once', async () => {
		const id = await begin();
		// An execution that still runs when its worker ends has crashed for n8n.
		while ((await current().api(`/executions/${id}`)).status !== 'waiting') await pause(POLL_MS);
		await restart();
		assert.equal((await current().finished(id)).status, 'success');
		assert.deepEqual(told(ON_DEMAND), [...DEMANDED].sort());
		assert.ok((await states(ON_DEMAND)).every((state) => state.startsWith('v1|')));
		await runs();
		assert.deepEqual(told(ON_DEMAND), []);
	});
	await step('a change is told once, around the Wait', async () => {
		await sandbox.ask({ move: [moved] });
		await runs();
		assert.deepEqual(told(ON_DEMAND), [moved]);
		await runs();
		assert.deepEqual(told(ON_DEMAND), []);
	});
	await step('Retry of an execution that failed: a change is told once', async () => {
		await sandbox.ask({ move: [another] });
		listener.refuseNext(1);
		const { id, status } = await run();
		assert.equal(status, 'error');
		assert.deepEqual(told(ON_DEMAND), []);
		const retried = await execution(ON_DEMAND, async () => {
			await current().api(`/executions/${id}/retry`, { body: { loadWorkflow: true } });
		});
		assert.equal((await current().finished(retried)).status, 'success');
		assert.deepEqual(told(ON_DEMAND), [another]);
		await runs();
		assert.deepEqual(told(ON_DEMAND), []);
	});
	await step('a change whose state was not stored is told again', async () => {
		const before = (await (await dataTables(current())).rows(ON_DEMAND)).find(
			({ order_id: id }) => id === another,
		);
		await sandbox.ask({ move: [third] });
		await runs();
		assert.deepEqual(told(ON_DEMAND), [third]);
		await (await dataTables(current())).set(ON_DEMAND, another, { state: '' });
		await runs();
		assert.deepEqual(told(ON_DEMAND), [another]);
		assert.deepEqual((await states(ON_DEMAND)).filter((state) => state === before.state).length, 1);
	});
	await step('a Schedule of 7 minutes, with a restart: each change is told once', async () => {
		const fired = async (count) => {
			for (;;) {
				const ids = await current().executions(SCHEDULED);
				if (ids.length >= count) return await current().finished(ids[0]);
				assert.ok(Date.now() - scheduledAt < SCHEDULE_MS, `it fired ${ids.length} times`);
				await pause(POLL_MS);
			}
		};
		assert.equal((await fired(1)).status, 'success');
		assert.deepEqual(told(SCHEDULED), [...ON_SCHEDULE].sort());
		await sandbox.ask({ move: [first, last] });
		await restart();
		assert.equal((await fired(2)).status, 'success');
		assert.deepEqual(told(SCHEDULED), [first, last]);
		const minutes = ((Date.now() - scheduledAt) / 60_000).toFixed(1);
		console.log(`  two executions within ${minutes} minutes`);
	});
}
