import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { startRelay, type Relay } from '../../../tools/bench/distance';

const DELAY = 10;

/** All that arrives at a socket until its other end has said all. */
async function read(socket: Socket): Promise<Buffer> {
	const chunks: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => chunks.push(chunk));
	await once(socket, 'end');
	return Buffer.concat(chunks);
}

describe('the relay of the benchmark', () => {
	let gateway: Server;
	let relay: Relay;
	const arrived: Buffer[] = [];

	beforeAll(async () => {
		gateway = createServer({ allowHalfOpen: true }, (socket) => {
			void read(socket).then((bytes) => {
				arrived.push(bytes);
				socket.end(Buffer.from(bytes).reverse());
			});
		});
		await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
		relay = await startRelay((gateway.address() as AddressInfo).port, DELAY);
	});

	afterAll(async () => {
		await relay.close();
		gateway.close();
	});

	it('carries bytes whole and in order, both ways', async () => {
		const sent = Array.from({ length: 50 }, (_, at) => randomBytes(1000 * at));
		const socket = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true });
		for (const bytes of sent) socket.write(bytes);
		socket.end();
		const answer = await read(socket);
		expect(arrived.at(-1)?.equals(Buffer.concat(sent))).toBe(true);
		expect(answer.equals(Buffer.concat(sent).reverse())).toBe(true);
	});

	it('takes a round trip to connect and another one to answer', async () => {
		const begun = performance.now();
		const socket = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true });
		socket.end('a');
		await read(socket);
		expect(performance.now() - begun).toBeGreaterThanOrEqual(4 * DELAY);
	});

	it('ends a connection whose other end is gone', async () => {
		const nobody = createServer();
		await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
		const { port } = nobody.address() as AddressInfo;
		await new Promise((resolve) => nobody.close(resolve));
		const away = await startRelay(port, DELAY);
		const socket = connect({ port: away.port, host: '127.0.0.1' });
		await once(socket, 'close');
		await away.close();
	});
});
