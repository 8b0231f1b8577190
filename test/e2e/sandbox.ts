import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { guide } from '../../tools/sandbox/guide';

/** Statuses that an order keeps. */
const FINAL = ['finished', 'closed'];

/** Moves the mall's newest order one step, or places one if that order is at its end. Says what changed. */
function changeOrder({ tuya, move }: Sandbox): string {
	const newest = tuya.orders.find(({ status }) => !FINAL.includes(status));
	if (newest) return `Tuya order ${newest.orderId} is now "${move(newest.orderId)}".`;
	const orderId = `SO${Date.now()}`;
	tuya.place(orderId, { status: 'paid' });
	return `Tuya order ${orderId} was placed.`;
}

/**
 * The sandbox as a child process: sends its address and credentials to the parent process. Each message
 * of the parent changes an order, and is answered with what changed.
 */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ log: false });
	process.on('message', () => process.send?.({ changed: changeOrder(sandbox) }));
	process.send?.({ baseUrl: sandbox.baseUrl, demo: sandbox.demo, guide: guide(sandbox) });
}

void main();
