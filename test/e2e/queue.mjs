/**
 * Tests the package in n8n's queue mode: several workers share the executions while the access tokens
 * keep expiring.
 *
 *   npm run queue -- [--orders=2000] [--calls-per-token=400] [--workers=2] [--changes]
 *
 * `--changes` checks instead, in ten minutes, that each change of an order is reported once.
 */
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { readOptions } from '../../tools/options.cjs';
import { demoCredentials } from './demo.mjs';
import { prepareN8n, startWorker } from './n8n.mjs';
import { installPackage } from './package.mjs';
import { program, temporaryFolder } from './processes.mjs';
import { checkChanges } from './queue/changes.mjs';
import { startListener } from './queue/listener.mjs';
import { startServices } from './queue/services.mjs';
import { checkSessions } from './queue/sessions.mjs';
import { WORKFLOWS, changesWorkflows, peopleCredential } from './queue/workflow.mjs';
import { newTests } from './tests.mjs';
import { UserError } from './userError.mjs';

const { startSandbox } = load('../../tools/sandbox/index.ts', import.meta.url);
const { problemOf, EXECUTIONS_PER_WORKER } = load('./queue/plan.ts', import.meta.url);

/**
 * @typedef {object} Stage
 * @property {ReturnType<typeof newTests>['test']} test
 * @property {object} servers n8n’s main process and its workers
 * @property {import('../../tools/sandbox/index.ts').Sandbox} sandbox
 * @property {Awaited<ReturnType<typeof startListener>>} listener
 * @property {import('./queue/plan.ts').QueuePlan} plan
 */

await program(async () => {
	const { changes, ...options } = readOptions('queue');
	const { orders, 'calls-per-token': callsPerToken, workers } = options;
	const plan = { orders, callsPerToken, workers };
	const problem = problemOf(plan);
	if (problem) throw new UserError(problem, 'Change the options, or omit them for the defaults.');
	const root = temporaryFolder('queue');
	const folders = Array.from({ length: workers }, (_, at) => path.join(root, `worker-${at + 1}`));

	const services = await startServices();
	const sandbox = await startSandbox({ callsPerToken });
	const listener = await startListener();
	const { installed, tarball, env, start } = await prepareN8n({
		userFolder: path.join(root, 'main'),
		env: {
			...services.env,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: 'one key for the main process and all workers',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		},
		credentials: [...demoCredentials(sandbox.demo), peopleCredential(sandbox.demo)],
		workflows: [...WORKFLOWS, ...changesWorkflows(listener.url)],
	});
	for (const folder of folders) await installPackage(installed.node, folder, tarball);

	const running = [];
	/** n8n’s main process and its workers. */
	const servers = {
		n8n: await start(),
		async add(userFolder = folders[running.length]) {
			const concurrency = EXECUTIONS_PER_WORKER;
			running.push(await startWorker({ installed, userFolder, env, concurrency }));
			return running.length;
		},
		async stopWorkers() {
			await Promise.all(running.splice(0).map(({ stop }) => stop()));
		},
		/** Stops those that run, and starts all. */
		async restartWorkers() {
			await servers.stopWorkers();
			for (const folder of folders) await servers.add(folder);
		},
		async restart() {
			await servers.stopWorkers();
			await servers.n8n.stop();
			servers.n8n = await start();
			await servers.restartWorkers();
		},
	};
	const { test, close } = newTests();
	await (changes ? checkChanges : checkSessions)({ test, servers, sandbox, listener, plan });
	await servers.stopWorkers();
	await servers.n8n.stop();
	await sandbox.close();
	await services.stop();
	close();
});
