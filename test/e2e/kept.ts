import { readFileSync, writeFileSync } from 'node:fs';

import type { Grant } from '../../tools/sandbox';

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
 * @param file none keeps nothing; one that is missing or damaged is written anew
 */
export function keptIn(file: string | undefined) {
	const before = file === undefined ? NOTHING : read(file);
	let present = before;
	const write = (change: Partial<Kept>): void => {
		present = { ...present, ...change };
		if (file !== undefined) writeFileSync(file, JSON.stringify(present), { mode: 0o600 });
	};
	return {
		...before,
		keep: (granted: readonly Grant[]): void => write({ granted }),
		keepPort: (port: number): void => write({ port }),
	};
}
