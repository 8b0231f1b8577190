import { startSandbox } from '../../tools/sandbox';
import { guide } from '../../tools/sandbox/guide';

/** The sandbox as a child process: sends its address and credentials to the parent process. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ log: false });
	process.send?.({ baseUrl: sandbox.baseUrl, demo: sandbox.demo, guide: guide(sandbox) });
}

void main();
