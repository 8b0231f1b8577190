import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import type { RemoteResult, RemoteTask } from './remote.support';

/** Another process that runs Get Order. */
export interface Remote {
	readonly child: ChildProcess;
	/** What came of a task; rejects when the process ends without a result. One task at a time. */
	run(task: RemoteTask): Promise<RemoteResult>;
}

/** Starts `remote.support.ts` with nothing but this in its environment. */
export function startRemote(env: Readonly<Record<string, string>> = {}): Remote {
	const { TEST_N8N_HOME } = process.env;
	const script = path.join(__dirname, 'remote.support.ts');
	const child = spawn(process.execPath, ['--import', 'tsx', script], {
		cwd: path.resolve(__dirname, '../..'),
		env: { PATH: process.env.PATH, HOME: process.env.HOME, TEST_N8N_HOME, ...env },
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	const complaint = text(child.stderr);
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		child,
		run: async (task) => {
			child.stdin.write(`${JSON.stringify(task)}\n`);
			for (;;) {
				const { value, done } = await lines.next();
				if (done) throw new Error(`No result. ${await complaint}`);
				if (value.startsWith('{')) return JSON.parse(value) as RemoteResult;
			}
		},
	};
}
