/**
 * Tests the package in n8n's queue mode: several workers share the executions while the access tokens
 * keep expiring.
 *
 *   npm run queue [-- --orders=2000 --expire-every=3000]
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newSteps } from './browser/steps.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';
import { startQueueSandbox } from './queue/provider.mjs';
import { checkRows, sendOrders } from './queue/round.mjs';
import { startServices } from './queue/services.mjs';
import { HOOK, WORKFLOW } from './queue/workflow.mjs';
import { startWorker } from './queue/workers.mjs';

const PER_EXECUTION = 50;
const CONCURRENCY = 5;
const PLACES = ['main', 'worker-1', 'worker-2'];

await program(async () => {
	const { values } = parseArgs({
		options: {
			orders: { type: 'string', default: '2000' },
			'expire-every': { type: 'string', default: '3000' },
		},
	});
	const count = Number(values.orders);
	const expireEvery = Number(values['expire-every']);
	const root = mkdtempSync(path.join(os.tmpdir(), 'n8n-queue-'));
	atEnd(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
	const [main, ...workers] = PLACES.map((name) => path.join(root, name));

	const installed = await ensureN8n();
	const services = await startServices();
	await withTarball(PROJECT, console.log, async (tarball) => {
		for (const folder of [main, ...workers]) {
			await installPackage(installed.node, folder, tarball, console.log);
		}
	});
	const env = {
		...services.env,
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: 'one key for the main process and all workers',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
	const sandbox = await startQueueSandbox();
	const commands = commandLine({ installed, userFolder: main, env });
	await commands.importCredentials(demoCredentials(sandbox.demo));
	await commands.importWorkflows([WORKFLOW]);
	const n8n = await startN8n({ installed, userFolder: main, env });
	await n8n.signIn();
	const { versionId } = await n8n.api(`/workflows/${WORKFLOW.id}`);
	await n8n.api(`/workflows/${WORKFLOW.id}/activate`, { body: { versionId } });

	const { step, close } = newSteps();
	const hook = `${n8n.url}/webhook/${HOOK}`;
	const { parse } = createRequire(installed.n8n)('flatted');
	const why = async () => {
		const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
		const { results } = await n8n.api(`/executions?filter=${filter}`);
		const { data } = await n8n.api(`/executions/${results[0]?.id}`);
		const { message, description } = parse(data).resultData.error ?? {};
		return `${message} ${description ?? ''}`;
	};
	const running = [];
	for (const [at, userFolder] of workers.entries()) {
		running.push(await startWorker({ installed, userFolder, env, concurrency: CONCURRENCY }));
		await round({ step, sandbox, hook, count, at, expireEvery, workers: running.length, why });
	}
	await step(
		'afterwards both sessions work: orders are fetched, both credentials pass their test',
		async () => {
			const [orders] = batchesOf(ordersOf(sandbox, PER_EXECUTION, workers.length * count));
			const { lines } = await sandbox.ask({ linesOf: orders });
			const { answers, errors } = await sendOrders({
				hook,
				batches: [orders],
				concurrency: 1,
				why,
			});
			assert.deepEqual(errors, []);
			checkRows({ batches: [orders], answers, lines });
			for (const { id } of demoCredentials(sandbox.demo)) {
				const { status, message } = await n8n.testCredential(id);
				assert.equal(status, 'OK', `${id}: ${message}`);
			}
		},
	);
	await Promise.all(running.map(({ stop }) => stop()));
	await n8n.stop();
	await sandbox.stop();
	await services.stop();
	close();
});

/** One round of new orders during which access tokens expire. */
async function round({ step, sandbox, hook, count, at, expireEvery, workers, why }) {
	const batches = batchesOf(ordersOf(sandbox, count, at * count));
	const before = await sandbox.ask({ expireEvery, linesOf: batches.flat() });
	const { answers, errors, seconds } = await sendOrders({
		hook,
		batches,
		concurrency: batches.length,
		why,
	});
	const after = await sandbox.ask({ expireEvery: 0 });

	const who = workers === 1 ? 'one worker' : `${workers} workers`;
	await step(`${who}: ${count} orders in ${batches.length} executions, each fetched once`, () => {
		const reasons = [...new Set(errors)].join('\n');
		assert.equal(errors.length, 0, `${errors.length} executions failed:\n${reasons}`);
		const rows = checkRows({ batches, answers, lines: before.lines });
		console.log(
			`  ${rows} rows, ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} orders/s`,
		);
	});
	const expiries = after.expiries - before.expiries;
	for (const provider of ['aliexpress', 'tuya']) {
		const counted = (key) => after[provider][key] - before[provider][key];
		await step(`${who}: ${provider} survived ${expiries} expiries`, () => {
			console.log(
				`  ${counted('renewals')} renewals, ${counted('rejectedRenewals')} rejected,`,
				`${counted('orders')} orders fetched, ${counted('rejectedOrders')} rejected for their token`,
			);
			assert.equal(counted('orders'), count / 2, 'each order is fetched once');
			assert.ok(expiries > 0, 'tokens expired during the round');
			assert.ok(counted('renewals') >= 1, 'a token was renewed');
		});
	}
}

/** Orders of both providers, alternating. */
function ordersOf({ mallCode, siteCode }, count, first) {
	return Array.from({ length: count }, (_, at) => {
		const number = String(first + at).padStart(10, '0');
		return at % 2 === 0
			? { provider: 'aliexpress', order_id: `81${number}0000` }
			: {
					provider: 'tuya',
					order_id: `SO${number}`,
					mall_code: mallCode,
					site_code: siteCode,
				};
	});
}

function batchesOf(orders) {
	const batches = [];
	for (let at = 0; at < orders.length; at += PER_EXECUTION) {
		batches.push(orders.slice(at, at + PER_EXECUTION));
	}
	return batches;
}
