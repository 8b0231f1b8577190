import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the project. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{aliExpressApi: object, tuyaApi: object, amazonSpApi: object}} Demo */

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
