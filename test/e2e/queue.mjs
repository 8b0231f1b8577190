/**
 * Tests the package in n8n's queue mode: several workers share the executions while the access tokens
 * keep expiring.
 *
 *   npm run queue -- [--orders=2000] [--calls-per-token=400] [--workers=2] [--changes]
 *
 * `--changes` checks instead, in ten minutes, that each change of an order is told once.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { newSteps } from './browser/steps.mjs';
import { commandLine } from './commands.mjs';
import { PROJECT, demoCredentials } from './demo.mjs';
import { ensureN8n } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { installPackage, withTarball } from './package.mjs';
import { atEnd, program } from './processes.mjs';
import { checkChanges } from './queue/changes.mjs';
import { changesWorkflows } from './queue/changesWorkflow.mjs';
import { startListener } from './queue/listener.mjs';
import { startQueueSandbox } from './queue/provider.mjs';
import { sendOrders } from './queue/round.mjs';
import { startServices } from './queue/services.mjs';
import {
	HOOK,
	PEOPLE_HOOK,
	PEOPLE_WORKFLOW,
	WORKFLOW,
	peopleCredential,
} from './queue/workflow.mjs';
import { startWorker } from './queue/workers.mjs';
import { UserError } from './userError.mjs';

const { batchesOf, expiriesIn, ordersOf, problemOf, EXECUTIONS_PER_WORKER, ORDERS_PER_EXECUTION } =
	load('./queue/plan.ts', import.meta.url);
const { checkRenewals, checkRows, since } = load('./queue/checks.ts', import.meta.url);

/** People with a session of their own in one credential, and how many of them an execution asks for. */
const PEOPLE = 40;
const PEOPLE_PER_EXECUTION = 5;

await program(async () => {
	const options = readOptions('queue');
	const { orders: count, 'calls-per-token': callsPerToken, workers: most, changes } = options;
	const plan = { orders: count, callsPerToken, workers: most };
	const problem = problemOf(plan);
	if (problem) throw new UserError(problem, 'Change the options, or omit them for the defaults.');
	const root = mkdtempSync(path.join(os.tmpdir(), 'n8n-queue-'));
	atEnd(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
	const main = path.join(root, 'main');
	const workers = Array.from({ length: most }, (_, at) => path.join(root, `worker-${at + 1}`));

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
	const sandbox = await startQueueSandbox(callsPerToken);
	const commands = commandLine({ installed, userFolder: main, env });
	await commands.importCredentials([
		...demoCredentials(sandbox.demo),
		peopleCredential(sandbox.demo),
	]);
	const listener = await startListener();
	await commands.importWorkflows([WORKFLOW, PEOPLE_WORKFLOW, ...changesWorkflows(listener.url)]);
	let n8n = await startN8n({ installed, userFolder: main, env });
	await n8n.signIn();

	const { step, close } = newSteps();
	const { parse } = createRequire(installed.n8n)('flatted');
	const why = async () => {
		const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
		const { results } = await n8n.api(`/executions?filter=${filter}`);
		const { data } = await n8n.api(`/executions/${results[0]?.id}`);
		const { message, description } = parse(data).resultData.error ?? {};
		return `${message} ${description ?? ''}`;
	};
	const running = [];
	const concurrency = EXECUTIONS_PER_WORKER;
	const startAt = async (userFolder) =>
		await startWorker({ installed, userFolder, env, concurrency });
	const stopWorkers = async () => {
		await Promise.all(running.splice(0).map(({ stop }) => stop()));
	};
	const startWorkers = async () => {
		for (const userFolder of workers) running.push(await startAt(userFolder));
	};
	if (changes) {
		await startWorkers();
		const restart = async () => {
			await stopWorkers();
			await n8n.stop();
			n8n = await startN8n({ installed, userFolder: main, env });
			await n8n.signIn();
			await startWorkers();
		};
		await checkChanges({ step, current: () => n8n, restart, sandbox, listener });
	} else {
		await checkSessions();
	}
	await stopWorkers();
	await n8n.stop();
	await sandbox.stop();
	await services.stop();
	close();

	async function checkSessions() {
		for (const { id } of [WORKFLOW, PEOPLE_WORKFLOW]) await n8n.activate(id);
		const hook = `${n8n.url}/webhook/${HOOK}`;
		const peopleHook = `${n8n.url}/webhook/${PEOPLE_HOOK}`;
		for (const [at, userFolder] of workers.entries()) {
			running.push(await startAt(userFolder));
			await round({ step, sandbox, hook, plan, at, workers: running.length, why });
		}
		await step(`${PEOPLE} people of one credential keep their sessions`, async () => {
			const { codes, aliexpress: before } = await sandbox.ask({ codes: PEOPLE });
			const people = codes.map((code, at) => ({
				provider: 'aliexpress',
				order_id: `81${9_000_000_000 + at}0000`,
				code,
			}));
			const batches = [];
			while (people.length > 0) batches.push(people.splice(0, PEOPLE_PER_EXECUTION));
			const fetchAll = async () => {
				const sent = await sendOrders({ hook: peopleHook, batches, concurrency: PEOPLE, why });
				assert.deepEqual(sent.errors, []);
			};
			await fetchAll();
			for (const _expiry of [1, 2]) {
				await sandbox.ask({ expire: true });
				await fetchAll();
				// Workers that know nothing have what n8n has stored.
				await stopWorkers();
				await startWorkers();
				await fetchAll();
			}
			const { renewals, rejectedRenewals } = since(before, (await sandbox.ask()).aliexpress);
			console.log(`  ${renewals} renewals, ${rejectedRenewals} rejected`);
			assert.equal(rejectedRenewals, 0, 'no used code or token is sent');
		});
		await step(
			'afterwards both sessions work: orders are fetched, both credentials pass their test',
			async () => {
				const [orders] = batchesOf(ordersOf(sandbox, ORDERS_PER_EXECUTION, workers.length * count));
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
	}
});

/** One round of new orders during which access tokens expire. */
async function round({ step, sandbox, hook, plan, at, workers, why }) {
	const { orders: count } = plan;
	const batches = batchesOf(ordersOf(sandbox, count, at * count));
	const before = await sandbox.ask({ linesOf: batches.flat() });
	const { answers, errors, seconds } = await sendOrders({
		hook,
		batches,
		concurrency: batches.length,
		why,
	});
	const after = await sandbox.ask();

	const who = workers === 1 ? 'one worker' : `${workers} workers`;
	await step(`${who}: ${count} orders in ${batches.length} executions, each fetched once`, () => {
		const reasons = [...new Set(errors)].join('\n');
		assert.equal(errors.length, 0, `${errors.length} executions failed:\n${reasons}`);
		const rows = checkRows({ batches, answers, lines: before.lines });
		console.log(
			`  ${rows} rows, ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} orders/s`,
		);
	});
	const expiries = expiriesIn(plan, at);
	for (const provider of ['aliexpress', 'tuya']) {
		const counts = since(before[provider], after[provider]);
		await step(`${who}: ${provider} survived ${expiries} expiries`, () => {
			console.log(
				`  ${counts.renewals} renewals, ${counts.rejectedRenewals} rejected,`,
				`${counts.orders} orders fetched, ${counts.rejectedOrders} rejected for their token`,
			);
			checkRenewals(counts, { orders: count / 2, expiries });
		});
	}
}
