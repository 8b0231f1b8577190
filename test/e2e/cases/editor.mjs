import { setTimeout as pause } from 'node:timers/promises';

const UNFINISHED = new Set(['new', 'running', 'waiting']);
const POLL_MS = 200;

/**
 * What the editor's button does on a workflow that starts with any kind of trigger.
 *
 * @param {{api: (path: string, request?: object) => Promise<any>}} n8n
 * @param {string} id
 * @param {string} trigger name of the node
 * @returns {Promise<{status: string, data: string}>} `data` in n8n's stored form
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

/** The items that a node put out last, on its first output. */
export function itemsOf(execution, node) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
}
