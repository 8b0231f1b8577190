import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathWith } from './npm.mjs';
import { freePort } from './ports.mjs';
import { start, temporaryFolder } from './processes.mjs';

/** Disables telemetry, calls to n8n's services and first-run questions. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_PYTHON_ENABLED: 'false',
};

/** Variables that belong to another n8n, to npm or to this project's programs. */
const EXCLUDED = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|npm_|NODE_(ENV|OPTIONS|PATH)$)/;

/**
 * The environment of an n8n process: the caller's, without a proxy for loopback addresses.
 *
 * @param {import('./install.mjs').Installed} installed
 * @param {string} userFolder
 * @param {Record<string, string>} extra
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function n8nEnvironment(installed, userFolder, extra) {
	const own = Object.entries(process.env).filter(([name]) => !EXCLUDED.test(name));
	const direct = ['127.0.0.1', 'localhost', process.env.NO_PROXY ?? ''].filter(Boolean).join(',');
	return {
		...Object.fromEntries(own),
		...QUIET,
		NO_PROXY: direct,
		no_proxy: direct,
		PATH: pathWith(installed.node),
		N8N_USER_FOLDER: userFolder,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...installed.env,
		...extra,
	};
}

/**
 * n8n's command line for one user folder, usable while n8n runs and while it does not.
 *
 * @param {{installed: import('./install.mjs').Installed, userFolder: string,
 *   env?: Record<string, string>}} options
 */
export function commandLine({ installed, userFolder, env = {} }) {
	const run = async (args) => {
		mkdirSync(userFolder, { recursive: true });
		const { output } = await start(installed.node, [installed.n8n, ...args], {
			cwd: userFolder,
			env: await n8nEnvironment(installed, userFolder, env),
		}).ended;
		return output;
	};
	const importList = async (kind, list) => {
		const file = path.join(temporaryFolder('import'), 'list.json');
		writeFileSync(file, JSON.stringify(list));
		const output = await run([`import:${kind}`, `--input=${file}`]);
		// The command exits with 0 even if it imported nothing.
		if (!output.includes(`Successfully imported ${list.length} `)) {
			throw commandFailed(kind, output);
		}
	};

	return {
		/** @param {readonly {id: string, name: string, type: string, data: object}[]} list not encrypted */
		importCredentials: (list) => importList('credentials', list),

		/** @param {readonly object[]} list as exported by the editor, each with an `id` */
		importWorkflows: (list) => importList('workflow', list),

		/**
		 * Runs a workflow in a separate process.
		 *
		 * @param {string} id
		 * @returns {Promise<object>} n8n's run: `data.resultData.runData[<node>]`, `status`, …
		 */
		async execute(id) {
			const output = await run(['execute', `--id=${id}`, '--rawOutput']);
			const begin = output.search(/^\{$/m);
			const end = output.search(/^\}$/m);
			if (begin < 0 || end < begin) throw commandFailed('execute', output);
			return JSON.parse(output.slice(begin, end + 1));
		},
	};
}

const commandFailed = (command, output) =>
	new Error(`n8n's command ${command} failed:\n${output.split('\n').slice(-30).join('\n')}`);
