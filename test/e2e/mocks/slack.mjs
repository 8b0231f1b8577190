/**
 * Mocks the part of Slack's Web API that posts messages.
 *
 * @param {string} token the accepted token
 */
export function slack(token) {
	const messages = [];
	return {
		/** What was posted: `{channel, text}`, oldest first. */
		messages,

		/** @type {import('./proxy.mjs').Host} */
		host: ({ method, path, headers, body }) => {
			if (headers.authorization !== `Bearer ${token}`) return no('invalid_auth');
			if (method !== 'POST' || path !== '/api/chat.postMessage') return no('unknown_method');
			const { channel, text } = JSON.parse(body);
			if (!channel || !text) return no('invalid_arguments');
			messages.push({ channel, text });
			const ts = `1700000000.${String(messages.length).padStart(6, '0')}`;
			return { body: { ok: true, channel, ts, message: { text, ts } } };
		},
	};
}

const no = (error) => ({ body: { ok: false, error } });
