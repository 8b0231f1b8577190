import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

export const OWNER = {
	email: 'owner@example.com',
	password: 'Marketplace1',
	firstName: 'Demo',
	lastName: 'Owner',
};

const UNFINISHED = new Set(['new', 'running', 'waiting']);
const POLL_MS = 200;

/**
 * The REST API of n8n's editor. It is not public; the paths are those of n8n 2.40 and 1.123.
 *
 * @param {string} base address of the REST interface, `…/rest`
 * @param {(text: string) => object} unflatten parses a stored execution
 */
export function rest(base, unflatten) {
	let cookie = '';

	/**
	 * @param {string} path below `/rest`
	 * @param {{method?: string, body?: unknown}} request a request with a body is a POST by default
	 * @returns {Promise<any>} `data` of the response
	 */
	const api = async (path, { body, method = body === undefined ? 'GET' : 'POST' } = {}) => {
		const answer = await fetch(base + path, {
			method,
			// While n8n is busy, it closes connections that are kept open.
			headers: { 'content-type': 'application/json', cookie, connection: 'close' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok)
			throw new Error(`n8n responded to ${method} ${path} with ${answer.status}: ${text}`);
		const [given] = answer.headers.getSetCookie();
		if (given) [cookie] = given.split(';');
		return JSON.parse(text).data;
	};

	/** An execution when it has finished: `status`, `data.resultData.runData[<node>]`, … */
	const finished = async (executionId) => {
		let execution;
		do {
			await pause(POLL_MS);
			execution = await api(`/executions/${executionId}`);
		} while (UNFINISHED.has(execution.status));
		return { ...execution, data: unflatten(execution.data) };
	};

	/** Ids of a workflow's executions, newest first. */
	const executions = async (id) => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await api(`/executions?filter=${filter}`);
		return results.map((execution) => execution.id);
	};

	/** Executes a workflow like the editor's button and waits until it finishes. */
	const run = async (id) => {
		const workflowData = await api(`/workflows/${id}`);
		const { name } = workflowData.nodes.find(({ type }) => type.endsWith('Trigger'));
		// n8n 1 runs the workflow in the request, n8n 2.40 the saved one.
		const body = { workflowData, triggerToStartFrom: { name } };
		const { executionId } = await api(`/workflows/${id}/run`, { body });
		return await finished(executionId);
	};

	return {
		api,

		executions,

		finished,

		run,

		/** Runs it, and throws what went wrong. */
		succeed: async (id) => succeeded(await run(id)),

		/** Runs it, and returns the message of its failure. */
		async fail(id) {
			const { status, data } = await run(id);
			assert.equal(status, 'error');
			const { message } = data.resultData.error;
			assert.notEqual(message, '');
			return message;
		},

		/** Id of the execution that `cause` starts. */
		async started(id, cause) {
			const [last] = await executions(id);
			await cause();
			let newest = last;
			while (newest === last) {
				await pause(POLL_MS);
				[newest] = await executions(id);
			}
			return newest;
		},

		/** Signs in as the owner, creating the account in a new user folder. */
		async signIn() {
			const { email: emailOrLdapLoginId, password } = OWNER;
			const { userManagement } = await api('/settings');
			if (userManagement.showSetupOnFirstLoad) await api('/owner/setup', { body: OWNER });
			else await api('/login', { body: { emailOrLdapLoginId, password } });
		},

		/** What went wrong in the execution that failed last. */
		async lastError() {
			const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed'] }));
			const { results } = await api(`/executions?filter=${filter}`);
			const { data } = await api(`/executions/${results[0]?.id}`);
			const { message, description } = unflatten(data).resultData.error ?? {};
			return `${message} ${description ?? ''}`;
		},

		/** Publishes a workflow and waits until its triggers work. From then on, they start production executions. */
		async activate(id) {
			const { versionId } = await api(`/workflows/${id}`);
			await api(`/workflows/${id}/activate`, { body: { versionId } });
			let state;
			do {
				await pause(POLL_MS);
				state = await api(`/workflows/${id}/publication-status`);
			} while (state.status === 'in_progress');
			if (state.status === 'published') return;
			throw new Error(`n8n did not publish ${id}: ${JSON.stringify(state.triggers)}`);
		},

		/** Ends what `activate` began. */
		async deactivate(id) {
			await api(`/workflows/${id}/deactivate`, { body: {} });
		},

		/** Tests a saved credential like the editor does, and throws what is wrong with it. */
		async testCredential(id) {
			// The secrets are masked; n8n restores them for the test.
			const { name, type, data } = await api(`/credentials/${id}?includeData=true`);
			const body = { credentials: { id, name, type, data } };
			const { status, message } = await api('/credentials/test', { body });
			if (status !== 'OK') throw new Error(`${id}: ${message}`);
		},
	};
}

/** An execution that has to be successful, or what went wrong with it. */
export function succeeded(execution) {
	const { message, description } = execution.data?.resultData.error ?? {};
	assert.equal(execution.status, 'success', `${message} ${description ?? ''}`);
	return execution;
}

/** The items on a node's first output. */
export function itemsOf(execution, node) {
	const [run] = execution.data.resultData.runData[node] ?? [];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
}
