import { randomBytes } from 'node:crypto';

/** What Slack answers when it takes no message: its own error, and its rate limiter. */
const REFUSALS = [
	{ body: { ok: false, error: 'fatal_error' } },
	{ status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } },
];

/** Mocks the part of Slack's Web API that posts messages. */
export function slack() {
	const token = `xoxb-${randomBytes(16).toString('hex')}`;
	const messages = [];
	let attempts = 0;
	let refusedEach = Infinity;
	return {
		/** The fields of n8n's credential "Slack API". */
		credential: { accessToken: token },

		/** What was posted: `{channel, text}`, oldest first. */
		messages,

		/** From now on, refuses one in `count` messages, by turns in each of Slack's ways. */
		refuseEach: (count) => {
			attempts = 0;
			refusedEach = count;
		},

		/** @type {import('./proxy.mjs').Host} */
		host: ({ method, path, headers, body }) => {
			if (headers.authorization !== `Bearer ${token}`) return no('invalid_auth');
			if (method !== 'POST' || path !== '/api/chat.postMessage') return no('unknown_method');
			const { channel, text } = JSON.parse(body);
			if (!channel || !text) return no('invalid_arguments');
			attempts++;
			if (attempts % refusedEach === 0) {
				return REFUSALS[(attempts / refusedEach) % REFUSALS.length];
			}
			messages.push({ channel, text });
			const ts = `1700000000.${String(messages.length).padStart(6, '0')}`;
			return { body: { ok: true, channel, ts, message: { text, ts } } };
		},
	};
}

const no = (error) => ({ body: { ok: false, error } });
