import { startSandbox, type Sandbox, type SandboxOptions } from '../../tools/sandbox';
import { guide } from '../../tools/sandbox/guide';
import { moveInTurn } from '../../tools/sandbox/inTurn';
import { keptIn } from './kept';

/** Long enough that credentials which were saved weeks ago still work. */
const YEAR_SECONDS = 365 * 86_400;

/** On the port of the last time, or on another one if a program has taken it. */
async function startOn(port: number, options: SandboxOptions): Promise<Sandbox> {
	try {
		return await startSandbox({ ...options, port });
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw thrown;
		return await startSandbox(options);
	}
}

/**
 * The sandbox as a child process: sends its address and credentials to the parent process, and answers
 * its messages. With a file as argument, it has the address and knows the tokens of the last time.
 */
async function main(): Promise<void> {
	const [, , file] = process.argv;
	const kept = keptIn(file);
	const sandbox = await startOn(kept.port, {
		log: false,
		amazon: { delay: 0 },
		aliexpress: { accessLife: YEAR_SECONDS, refreshLife: YEAR_SECONDS, store: kept },
	});
	kept.keepPort(Number(new URL(sandbox.baseUrl).port));
	const move = moveInTurn(sandbox);
	const answers: Readonly<Record<string, () => string>> = {
		move,
		code: () => sandbox.issueCode(),
	};
	process.on('message', (question: string) => process.send?.({ answer: answers[question]?.() }));
	process.send?.({
		baseUrl: sandbox.baseUrl,
		demo: sandbox.demo,
		guide: guide(sandbox),
		hasMoved: kept.port !== 0 && !sandbox.baseUrl.endsWith(`:${kept.port}`),
	});
}

void main();
