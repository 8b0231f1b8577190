import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A program of this folder as a child process that answers one question at a time. */
export interface Program<Ready, Question, Answer> {
	readonly ready: Ready;
	ask(question: Question): Promise<Answer>;
	end(): Promise<void>;
}

const PROXIES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** This process's environment without proxies, which would break loopback connections. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
	Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !PROXIES.includes(name.toLowerCase())),
	);

type Message<T> = { readonly value: T } | { readonly error: string };

async function next<T>(child: ChildProcess, name: string): Promise<T> {
	const ended = new AbortController();
	const { signal } = ended;
	try {
		const message = await Promise.race([
			once(child, 'message', { signal }).then(([first]) => first as Message<T>),
			once(child, 'exit', { signal }).then(
				([code]): Message<T> => ({
					error: `exited early with code ${String(code)}`,
				}),
			),
		]);
		if ('error' in message) throw new Error(`${name}: ${message.error}`);
		return message.value;
	} finally {
		ended.abort();
	}
}

/** Starts `file` of this folder and waits until it is ready. */
export async function start<Ready, Question = never, Answer = never>(
	file: string,
	args: readonly string[] = [],
	environment: Readonly<Record<string, string>> = {},
): Promise<Program<Ready, Question, Answer>> {
	const name = [path.basename(file, '.ts'), ...args].join(' ');
	const child = fork(path.join(__dirname, file), args, {
		execArgv: ['--require', require.resolve('tsx/cjs'), '--expose-gc'],
		env: { ...plainEnvironment(), ...environment },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const gone = once(child, 'exit');
	return {
		ready: await next<Ready>(child, name),
		ask: async (question) => {
			child.send(question as object);
			return await next<Answer>(child, name);
		},
		end: async () => {
			if (child.connected) child.disconnect();
			await gone;
		},
	};
}

/**
 * The child's side: reports that the program is ready, then answers questions until the parent exits.
 * Without a parent process it only prints `ready`.
 */
export function serve<Ready, Question, Answer>(
	ready: Ready,
	answer: (question: Question) => Answer | Promise<Answer>,
): void {
	const send = process.send?.bind(process);
	if (!send) {
		console.log(JSON.stringify(ready, null, 2));
		return;
	}
	process.on('message', (question) => {
		void Promise.resolve(question as Question)
			.then(answer)
			.then(
				(value) => send({ value }),
				(reason: unknown) =>
					send({ error: reason instanceof Error ? (reason.stack ?? reason.message) : reason }),
			);
	});
	process.on('disconnect', () => process.exit(0));
	send({ value: ready });
}
