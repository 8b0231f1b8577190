import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';

const CROSS_REGION = readFileSync(
	new URL('../../fixtures/tuya/error.2007-cross-region.json', import.meta.url),
	'utf8',
);
/** Connection headers, which are not forwarded. */
const OWN_HEADERS = ['host', 'connection', 'transfer-encoding', 'content-length'];

/**
 * Forwards a provider's production host to the sandbox.
 *
 * @param {string} baseUrl of the sandbox
 * @param {RegExp} paths that this host serves; the sandbox serves all providers
 * @returns {import('./proxy.mjs').Host}
 */
export const forwardTo =
	(baseUrl, paths) =>
	async ({ method, path, target, headers, body }) => {
		if (!paths.test(path)) return { status: 404, body: { message: 'no such path' } };
		const passed = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
		const call = request(baseUrl + target, { method, headers: Object.fromEntries(passed) });
		call.end(body);
		const [response] = await once(call, 'response');
		const text = (await response.toArray()).join('');
		const answered = Object.entries(response.headers).filter(([name]) => name.startsWith('x-'));
		return { status: response.statusCode, headers: Object.fromEntries(answered), body: text };
	};

/** A Tuya data center other than the project's. */
export const otherDataCenter = () => ({ body: CROSS_REGION });
