interface Words {
	readonly words: readonly string[];
}

/** The options of each program as read from its command line. */
export interface ProgramOptions {
	readonly demo: Words;
	readonly docs: Words & { readonly check: boolean };
	readonly pack: Words;
	readonly sandbox: Words;
	readonly n8n: Words & { readonly port: number; readonly fresh: boolean };
	readonly e2e: Words & { readonly only: string };
	readonly screenshots: Words & { readonly keep: string };
	readonly compat: Words;
	readonly queue: Words & {
		readonly orders: number;
		readonly 'calls-per-token': number;
		readonly workers: number;
		readonly changes: boolean;
	};
	readonly bench: Words & { readonly quick: boolean };
	readonly 'rate-limits': Words;
}

export type ProgramName = keyof ProgramOptions;

export declare const PROGRAMS: Readonly<Record<ProgramName, object>>;

export declare function parseOptions<Name extends ProgramName>(
	name: Name,
	args: readonly string[],
): ProgramOptions[Name];

export declare function readOptions<Name extends ProgramName>(
	name: Name,
	args?: readonly string[],
): ProgramOptions[Name];
