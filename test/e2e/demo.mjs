import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './processes.mjs';

/** The clone that these programs belong to. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts the providers' sandbox as a child process.
 *
 * @param {(line: string) => void} log takes what it prints
 * @returns {Promise<{baseUrl: string, demo: {aliExpressApi: object, tuyaApi: object},
 *   ended: Promise<object>, stop: () => Promise<void>}>} `demo` holds the fields of both credentials
 */
export async function startSandbox(log) {
	const script = path.join(PROJECT, 'test/e2e/sandbox.ts');
	const { child, ended, stop } = start(process.execPath, ['--import', 'tsx', script], {
		cwd: PROJECT,
		env: process.env,
		log,
	});
	const died = ended.then(() => Promise.reject(new Error('The sandbox ended while it started.')));
	const [{ baseUrl, demo }] = await Promise.race([once(child, 'message'), died]);
	died.catch(() => {});
	return { baseUrl, demo, ended, stop };
}

/**
 * The credentials that the example workflows name, filled in for the sandbox.
 *
 * @param {{aliExpressApi: object, tuyaApi: object}} demo
 */
export const demoCredentials = ({ aliExpressApi, tuyaApi }) => [
	{
		id: 'demoAliExpress',
		name: 'AliExpress (demo)',
		type: 'aliExpressApi',
		data: aliExpressApi,
	},
	{ id: 'demoTuya', name: 'Tuya (demo)', type: 'tuyaApi', data: tuyaApi },
];

/** The workflows of `examples/`; the file's name is the id. */
export function exampleWorkflows() {
	const folder = path.join(PROJECT, 'examples');
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			...JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
			id: path.basename(file, '.json'),
		}));
}
