import { startRelay } from './distance';
import { serve } from './program';

/** Runs the relay as a process: `relay.ts <port of the gateway> <delay in milliseconds>`. */
async function main(): Promise<void> {
	const [port = '', delay = ''] = process.argv.slice(2);
	const relay = await startRelay(Number(port), Number(delay));
	serve({ baseUrl: `https://127.0.0.1:${relay.port}` }, () => null);
}

void main();
