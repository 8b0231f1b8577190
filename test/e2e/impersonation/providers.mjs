import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';

const CROSS_REGION = readFileSync(
	new URL('../../fixtures/tuya/error.2007-cross-region.json', import.meta.url),
	'utf8',
);
/** Sent on as they came, but for what belongs to the connection. */
const OWN_HEADERS = ['host', 'connection', 'transfer-encoding', 'content-length'];

/**
 * A provider's production host, with the sandbox behind it.
 *
 * @param {string} baseUrl of the sandbox
 * @param {RegExp} paths that this host has; the sandbox has both providers'
 * @returns {import('./proxy.mjs').Host}
 */
export const inFrontOf =
	(baseUrl, paths) =>
	async ({ method, path, target, headers, body }) => {
		if (!paths.test(path)) return { status: 404, body: { message: 'no such path' } };
		const passed = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
		const call = request(baseUrl + target, { method, headers: Object.fromEntries(passed) });
		call.end(body);
		const [response] = await once(call, 'response');
		const text = (await response.toArray()).join('');
		return { status: response.statusCode, body: text };
	};

/** A Tuya data center that is not the one of the project. */
export const otherDataCenter = () => ({ body: CROSS_REGION });
