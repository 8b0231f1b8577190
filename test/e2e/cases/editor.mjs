import { setTimeout as pause } from 'node:timers/promises';

const UNFINISHED = new Set(['new', 'running', 'waiting']);
const POLL_MS = 200;

/**
 * Executes a workflow like the editor's button does, with any kind of trigger.
 *
 * @param {{api: (path: string, request?: object) => Promise<any>}} n8n
 * @param {string} id
 * @param {string} trigger name of the node
 * @returns {Promise<{status: string, data: string}>} `data` as n8n stores it
 */
export async function pressRun({ api }, id, trigger) {
	const workflowData = await api(`/workflows/${id}`);
	const body = { workflowData, triggerToStartFrom: { name: trigger } };
	const { executionId } = await api(`/workflows/${id}/run`, { body });
	for (;;) {
		const execution = await api(`/executions/${executionId}`);
		if (!UNFINISHED.has(execution.status)) return execution;
		await pause(POLL_MS);
	}
}

/** The items on a node's first output. */
export function itemsOf(execution, node) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
}
