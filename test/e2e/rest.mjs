import { setTimeout as pause } from 'node:timers/promises';

export const OWNER = {
	email: 'owner@example.com',
	password: 'Marketplace1',
	firstName: 'Demo',
	lastName: 'Owner',
};

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';
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

	return {
		api,

		finished,

		/** Signs in as the owner, creating the account in a new user folder. */
		async signIn() {
			const { email: emailOrLdapLoginId, password } = OWNER;
			const { userManagement } = await api('/settings');
			if (userManagement.showSetupOnFirstLoad) await api('/owner/setup', { body: OWNER });
			else await api('/login', { body: { emailOrLdapLoginId, password } });
		},

		/**
		 * Executes a workflow like the editor's button and waits until it finishes.
		 *
		 * @param {string} id
		 * @param {string} [trigger] name of the node to start from, by default the manual trigger
		 */
		async run(id, trigger) {
			const workflowData = await api(`/workflows/${id}`);
			const name = trigger ?? workflowData.nodes.find(({ type }) => type === MANUAL_TRIGGER).name;
			// n8n 1 runs the workflow in the request, n8n 2.40 the saved one.
			const body = { workflowData, triggerToStartFrom: { name } };
			const { executionId } = await api(`/workflows/${id}/run`, { body });
			return await finished(executionId);
		},

		/** Ids of a workflow's executions, newest first. */
		async executions(id) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
			const { results } = await api(`/executions?filter=${filter}`);
			return results.map((execution) => execution.id);
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

		/**
		 * Tests a saved credential like the editor does.
		 *
		 * @param {string} id
		 * @returns {Promise<{status: 'OK' | 'Error', message: string}>}
		 */
		async testCredential(id) {
			// The secrets are masked; n8n restores them for the test.
			const { name, type, data } = await api(`/credentials/${id}?includeData=true`);
			return await api('/credentials/test', { body: { credentials: { id, name, type, data } } });
		},
	};
}
