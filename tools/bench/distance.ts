import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Relay {
	readonly port: number;
	close(): Promise<void>;
}

/**
 * A TCP relay to a loopback `port` that simulates distance: each direction is delayed by `delay`
 * milliseconds, in order. Like TCP's handshake, a new connection first takes one round trip.
 */
export async function startRelay(port: number, delay: number): Promise<Relay> {
	const open = new Set<Socket>();
	const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
		const far = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
		const established = performance.now() + 2 * delay;
		carry(near, far, delay, established);
		carry(far, near, delay, established);
		for (const socket of [near, far]) {
			open.add(socket);
			socket.on('close', () => open.delete(socket));
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of open) socket.destroy();
			await closed;
		},
	};
}

/** Repeats at `to` what happens at `from` after the delay: data, end and errors. */
function carry(from: Socket, to: Socket, delay: number, established: number): void {
	const line: Array<{ readonly at: number; readonly deliver: () => void }> = [];
	const deliverDue = (): void => {
		while (line[0] && line[0].at <= performance.now()) line.shift()?.deliver();
		if (line[0]) wake();
	};
	const wake = (): void =>
		void setTimeout(deliverDue, Math.max(1, Math.ceil((line[0]?.at ?? 0) - performance.now())));
	const put = (deliver: () => void): void => {
		line.push({ at: Math.max(performance.now(), established) + delay, deliver });
		if (line.length === 1) wake();
	};
	from.on('data', (bytes) => put(() => to.write(bytes)));
	from.on('end', () => put(() => to.end()));
	from.on('error', () => put(() => to.destroy()));
}
