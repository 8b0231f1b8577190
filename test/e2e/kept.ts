import { readFileSync, writeFileSync } from 'node:fs';

import { startSandbox, type Grant, type Sandbox, type SandboxOptions } from '../../tools/sandbox';

/** Long enough that credentials which were saved weeks ago still work. */
const YEAR_SECONDS = 365 * 86_400;

interface Kept {
	/** 0 for any. */
	readonly port: number;
	readonly granted: readonly Grant[];
}

const NOTHING: Kept = { port: 0, granted: [] };

function read(file: string): Kept {
	try {
		return { ...NOTHING, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>) };
	} catch {
		return NOTHING;
	}
}

/**
 * What the sandbox keeps in a file from one start to the next, so that credentials which were made for
 * it go on working: its port and the tokens that it has granted.
 *
 * @param file one that is missing or damaged is written anew
 */
export function keptIn(file: string) {
	let kept = read(file);
	const write = (change: Partial<Kept>): void => {
		kept = { ...kept, ...change };
		writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
	};
	return {
		...kept,
		keep: (granted: readonly Grant[]): void => write({ granted }),
		keepPort: (port: number): void => write({ port }),
	};
}

/** The sandbox with the tokens of the last time, on its port or on another one if a program has taken it. */
export async function startKept(
	file: string,
): Promise<{ readonly sandbox: Sandbox; readonly hasMoved: boolean }> {
	const kept = keptIn(file);
	const options: SandboxOptions = {
		log: false,
		amazon: { delay: 0 },
		aliexpress: { accessLife: YEAR_SECONDS, refreshLife: YEAR_SECONDS, store: kept },
	};
	const sandbox = await startSandbox({ ...options, port: kept.port }).catch((thrown: unknown) => {
		if ((thrown as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw thrown;
		return startSandbox(options);
	});
	const port = Number(new URL(sandbox.baseUrl).port);
	kept.keepPort(port);
	return { sandbox, hasMoved: kept.port !== 0 && kept.port !== port };
}
