import { once } from 'node:events';
import { createServer } from 'node:net';
import { UserError } from './userError.mjs';

/** Lets a server listen on a loopback port, by default any free one, and returns the port. */
export async function listen(server, port = 0) {
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server.address().port;
}

/** A port that is currently free. */
export async function freePort(port = 0) {
	const server = createServer();
	const found = await listen(server, port);
	server.close();
	await once(server, 'close');
	return found;
}

/**
 * @param {number} port
 * @returns {Promise<number>} the port; rejects when it is in use
 */
export async function requireFreePort(port) {
	try {
		return await freePort(port);
	} catch (thrown) {
		if (thrown.code !== 'EADDRINUSE') throw thrown;
		throw new UserError(
			`Port ${port} is already in use, possibly by another n8n.`,
			'Stop that program, or select another port with --port.',
		);
	}
}
