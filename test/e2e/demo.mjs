import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './processes.mjs';

/** The root folder of the project. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{aliExpressApi: object, tuyaApi: object, amazonSpApi: object}} Demo */

/**
 * Starts the sandbox of all providers as a child process.
 *
 * @param {(line: string) => void} log receives its output line by line
 * @param {string} [file] keeps its port and its tokens for the next start
 * @returns {Promise<{baseUrl: string, demo: Demo, guide: string, hasMoved: boolean,
 *   ask: (question: 'move' | 'code') => Promise<string>, ended: Promise<object>,
 *   stop: () => Promise<void>}>} `demo` has the fields of all credentials, `guide` lists them and sample
 *   order ids as text, `hasMoved` says that the kept port was taken; `ask` moves an order and says which,
 *   or issues an Authorization Code
 */
export async function startSandbox(log, file) {
	const script = path.join(PROJECT, 'test/e2e/sandbox.ts');
	const args = ['--import', 'tsx', script, ...(file ? [file] : [])];
	const { child, ended, stop } = start(process.execPath, args, {
		cwd: PROJECT,
		env: process.env,
		log,
	});
	const died = ended.then(() => Promise.reject(new Error('The sandbox exited during startup.')));
	const [{ baseUrl, demo, guide, hasMoved }] = await Promise.race([once(child, 'message'), died]);
	died.catch(() => {});
	const ask = async (question) => {
		child.send(question);
		const [{ answer }] = await once(child, 'message');
		return answer;
	};
	return { baseUrl, demo, guide, hasMoved, ask, ended, stop };
}

/**
 * The credentials that the example workflows use, filled in for the sandbox.
 *
 * @param {Demo} demo
 */
export const demoCredentials = ({ aliExpressApi, tuyaApi, amazonSpApi }) => [
	{
		id: 'demoAliExpress',
		name: 'AliExpress (demo)',
		type: 'aliExpressApi',
		data: aliExpressApi,
	},
	{ id: 'demoTuya', name: 'Tuya (demo)', type: 'tuyaApi', data: tuyaApi },
	{ id: 'demoAmazon', name: 'Amazon (demo)', type: 'amazonSpApi', data: amazonSpApi },
];

/** The workflows of `examples/`; the file name is the id. */
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

/** The workflows with the mall of the sandbox, and a shop, in place of yours. */
export const forSandbox = (workflows) =>
	JSON.parse(
		JSON.stringify(workflows)
			.replaceAll('YOUR_MALL', 'SANDBOX_MALL')
			.replaceAll('YOUR_SITE', 'SANDBOX_SITE')
			.replaceAll('YOUR_SHOP', 'sandbox-shop')
			.replaceAll('YOUR_DOMAIN', 'shop.example'),
	);

/**
 * Explains what a workflow needs that the sandbox and the demo credentials do not provide.
 *
 * @param {{nodes: readonly object[]}} workflow
 * @param {readonly {id: string}[]} credentials
 * @returns {string | null} null when the workflow runs as it is
 */
export function missingFor({ nodes }, credentials) {
	const isMissing = ({ id }) => !credentials.some((each) => each.id === id);
	const needed = nodes.flatMap((node) => Object.values(node.credentials ?? {})).filter(isMissing);
	if (needed.length > 0) {
		const names = [...new Set(needed.map(({ name }) => name.replace(' (demo)', '')))];
		return `needs your own credential: ${names.join(', ')}`;
	}
	if (nodes.some(({ parameters }) => parameters.url?.startsWith('https://'))) {
		return 'calls the production APIs';
	}
	if (nodes.some(({ type }) => type === 'n8n-nodes-base.webhook')) {
		return 'needs an AliExpress app of your own';
	}
	return null;
}
