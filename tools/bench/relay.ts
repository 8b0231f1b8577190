import { startRelay } from './distance';
import { serve } from './program';

/** The relay in a process of its own: `relay.ts <port of the gateway> <delay in milliseconds>`. */
async function main(): Promise<void> {
	const [port = '', delay = ''] = process.argv.slice(2);
	const relay = await startRelay(Number(port), Number(delay));
	serve({ baseUrl: `https://127.0.0.1:${relay.port}` }, () => null);
}

void main();
