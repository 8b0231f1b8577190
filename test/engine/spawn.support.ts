import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import type { RemoteResult, RemoteTask } from './remote.support';

/** A run of Get Order in another process. */
export interface Remote {
	readonly child: ChildProcess;
	/** What came of it; rejects when the process wrote no result. */
	readonly result: Promise<RemoteResult>;
}

/** Starts `remote.support.ts` with this task and nothing but this in its environment. */
export function startRemote(task: RemoteTask, env: Readonly<Record<string, string>> = {}): Remote {
	const { TEST_N8N_HOME } = process.env;
	const child = spawn(
		process.execPath,
		['--import', 'tsx', path.join(__dirname, 'remote.support.ts')],
		{
			cwd: path.resolve(__dirname, '../..'),
			env: { PATH: process.env.PATH, HOME: process.env.HOME, TEST_N8N_HOME, ...env },
			stdio: ['pipe', 'pipe', 'pipe'],
		},
	);
	child.stdin.end(JSON.stringify(task));
	const read = async (): Promise<RemoteResult> => {
		const [answer, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
		if (!answer.includes('{')) throw new Error(`No result. ${complaint}`);
		return JSON.parse(answer.slice(answer.indexOf('{'))) as RemoteResult;
	};
	return { child, result: read() };
}
