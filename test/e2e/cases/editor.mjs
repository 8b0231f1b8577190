import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 200;

/** The items on a node's first output. */
export function itemsOf(execution, node) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
}

/**
 * Publishes a workflow whose schedule is replaced by a webhook, so that a test decides when a
 * production execution starts.
 *
 * @param {Awaited<ReturnType<typeof import('../n8n.mjs').startN8n>>} n8n
 * @param {string} id
 * @param {string} schedule name of the node
 * @returns {Promise<() => Promise<object>>} starts an execution and waits until it has finished
 */
export async function publishOnDemand(n8n, id, schedule) {
	const { nodes, connections, settings } = await n8n.api(`/workflows/${id}`);
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: id,
		parameters: { path: id, httpMethod: 'POST', responseMode: 'onReceived', options: {} },
	};
	const replaced = nodes.map((node) => (node.name === schedule ? { ...node, ...webhook } : node));
	await n8n.api(`/workflows/${id}`, {
		method: 'PATCH',
		body: { nodes: replaced, connections, settings },
	});
	await n8n.activate(id);
	return async () => {
		const [last] = await n8n.executions(id);
		await fetch(`${n8n.url}/webhook/${id}`, { method: 'POST' });
		let [newest] = await n8n.executions(id);
		while (newest === last) {
			await pause(POLL_MS);
			[newest] = await n8n.executions(id);
		}
		return await n8n.finished(newest);
	};
}
