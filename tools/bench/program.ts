import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A program of this folder as a child process that answers one question at a time. */
export interface Program<Ready, Question, Answer> {
	readonly ready: Ready;
	ask(question: Question): Promise<Answer>;
	end(): Promise<void>;
}

type Message<T> = { readonly value: T } | { readonly error: string };

const PROXIES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** This process's environment without proxies, which would break loopback connections. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
	Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !PROXIES.includes(name.toLowerCase())),
	);

/** Starts `file` of this folder and waits until it is ready. */
export async function start<Ready, Question = never, Answer = never>(
	file: string,
	args: readonly string[] = [],
	environment: Readonly<Record<string, string>> = {},
): Promise<Program<Ready, Question, Answer>> {
	const child = fork(path.join(__dirname, file), args, {
		execArgv: ['--require', require.resolve('tsx/cjs')],
		env: { ...plainEnvironment(), ...environment },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const gone = once(child, 'exit').then(
		([code]): Message<never> => ({ error: `exited early with code ${String(code)}` }),
	);
	const next = async <T>(): Promise<T> => {
		const answered = once(child, 'message').then(([message]) => message as Message<T>);
		const message = await Promise.race([answered, gone]);
		if ('error' in message) throw new Error(`${[file, ...args].join(' ')}: ${message.error}`);
		return message.value;
	};
	return {
		ready: await next<Ready>(),
		ask: async (question) => {
			child.send(question as object);
			return await next<Answer>();
		},
		end: async () => {
			if (child.connected) child.disconnect();
			await gone;
		},
	};
}

/** The child's side: reports that it is ready, then answers questions until the parent exits. */
export function serve<Question>(ready: unknown, answer: (question: Question) => unknown): void {
	const send = (message: Message<unknown>): void => void process.send?.(message);
	process.on('message', (question) => {
		void (async () => await answer(question as Question))().then(
			(value) => send({ value }),
			(reason: unknown) => send({ error: String((reason as Error)?.stack ?? reason) }),
		);
	});
	process.on('disconnect', () => process.exit(0));
	send({ value: ready });
}
