import { setTimeout as pause } from 'node:timers/promises';

const UNFINISHED = new Set(['new', 'running', 'waiting']);
const POLL_MS = 200;

/**
 * What the editor's button does on a workflow that starts with any kind of trigger.
 *
 * @param {{api: (path: string, request?: object) => Promise<any>}} n8n
 * @param {string} id
 * @param {string} trigger name of the node
 * @returns {Promise<string>} the execution's status
 */
export async function pressRun({ api }, id, trigger) {
	const workflowData = await api(`/workflows/${id}`);
	const body = { workflowData, triggerToStartFrom: { name: trigger } };
	const { executionId } = await api(`/workflows/${id}/run`, { body });
	for (;;) {
		const { status } = await api(`/executions/${executionId}`);
		if (!UNFINISHED.has(status)) return status;
		await pause(POLL_MS);
	}
}

/** The items that a node put out last, on its first output unless another is named. */
export function itemsOf(execution, node, output = 0) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[output] ?? []).map(({ json }) => json);
}
