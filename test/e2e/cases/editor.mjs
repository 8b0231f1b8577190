import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 200;

/** The items on a node's first output. */
export function itemsOf(execution, node) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
}

/**
 * Publishes a workflow with its trigger changed, so that a test need not wait for its schedule.
 *
 * @param {Awaited<ReturnType<typeof import('../n8n.mjs').startN8n>>} n8n
 * @param {string} id
 * @param {string} trigger name of the node
 * @param {(node: object) => object} change
 * @returns {Promise<(cause: () => unknown) => Promise<object>>} waits for the execution that is started
 *   by what `cause` does, until it has finished
 */
async function publishChanged(n8n, id, trigger, change) {
	const { nodes, connections, settings } = await n8n.api(`/workflows/${id}`);
	const changed = nodes.map((node) => (node.name === trigger ? change(node) : node));
	const body = { nodes: changed, connections, settings };
	await n8n.api(`/workflows/${id}`, { method: 'PATCH', body });
	await n8n.activate(id);
	return async (cause) => {
		const [last] = await n8n.executions(id);
		await cause();
		let newest = last;
		while (newest === last) {
			await pause(POLL_MS);
			[newest] = await n8n.executions(id);
		}
		return await n8n.finished(newest);
	};
}

/** Publishes a workflow that is started by a webhook in place of its schedule. Returns what starts it. */
export async function publishOnDemand(n8n, id, schedule) {
	const parameters = { path: id, httpMethod: 'POST', responseMode: 'onReceived', options: {} };
	const webhook = { type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: id, parameters };
	const startedBy = await publishChanged(n8n, id, schedule, (node) => ({ ...node, ...webhook }));
	const call = async () => await fetch(`${n8n.url}/webhook/${id}`, { method: 'POST' });
	return async () => await startedBy(call);
}

/** Publishes a workflow whose trigger polls every two seconds: n8n allows one second of a minute, often. */
export const publishPolling = async (n8n, id, trigger) =>
	await publishChanged(n8n, id, trigger, ({ parameters, ...node }) => {
		const item = Array.from({ length: 30 }, (_, at) => ({
			mode: 'custom',
			cronExpression: `${2 * at} * * * * *`,
		}));
		return { ...node, parameters: { ...parameters, pollTimes: { item } } };
	});
