import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from './userError.mjs';

const HOST = '127.0.0.1';

/** A port that is currently free. */
export const freePort = () => tryPort(0);

/**
 * @param {number} port
 * @returns {Promise<number>} the port; rejects when it is in use
 */
export async function requireFreePort(port) {
	try {
		return await tryPort(port);
	} catch (thrown) {
		if (thrown.code !== 'EADDRINUSE') throw thrown;
		throw new UserError(
			`Port ${port} is already in use, possibly by another n8n.`,
			'Stop that program, or select another port with --port.',
		);
	}
}

async function tryPort(port) {
	const server = createServer().listen(port, HOST);
	await once(server, 'listening');
	const { port: found } = /** @type {import('node:net').AddressInfo} */ (server.address());
	server.close();
	await once(server, 'close');
	return found;
}
