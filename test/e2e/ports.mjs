import { once } from 'node:events';
import { createServer } from 'node:net';
import { Trouble } from './trouble.mjs';

const HOST = '127.0.0.1';

/** A port that was free a moment ago. */
export const freePort = () => tryPort(0);

/**
 * @param {number} port
 * @returns {Promise<number>} the port, if nothing listens there
 */
export async function requireFreePort(port) {
	try {
		return await tryPort(port);
	} catch (thrown) {
		if (thrown.code !== 'EADDRINUSE') throw thrown;
		throw new Trouble(
			`Another program listens on port ${port}, maybe an n8n that still runs.`,
			'End it, or choose another port.',
		);
	}
}

async function tryPort(port) {
	const server = createServer().listen(port, HOST);
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return address.port;
}
