const { parseArgs } = require('node:util');

/**
 * @typedef {{flag?: true, text?: string, whole?: number, max?: number}} Option a flag, or a value by its
 *   type, with its default; a whole number is at least 1
 *
 * @typedef {object} Program
 * @property {string} [script] what it runs; without one, npm's own command of the same name
 * @property {boolean} [build] whether it needs the compiled package
 * @property {Readonly<Record<string, Option>>} [options]
 * @property {readonly string[]} [words] the arguments without dashes that it accepts
 *
 * @typedef {'demo' | 'docs' | 'pack' | 'sandbox' | 'n8n' | 'e2e' | 'screenshots' | 'compat' | 'queue' |
 *   'bench' | 'rate-limits'} ProgramName
 *
 * @typedef {{check: boolean, port: number, fresh: boolean, only: string, keep: string, orders: number,
 *   'calls-per-token': number, workers: number, changes: boolean, quick: boolean,
 *   words: readonly string[]}} Values those of a program's own options, and `words`
 */

/** @type {Readonly<Record<ProgramName, Program>>} */
const PROGRAMS = {
	demo: { script: 'tools/demo/demo.ts', build: true },
	docs: { script: 'tools/docs/main.ts', options: { check: { flag: true } } },
	pack: { build: true },
	sandbox: { script: 'tools/sandbox/main.ts' },
	n8n: {
		script: 'test/e2e/run.mjs',
		build: true,
		// n8n's own default port, so that the address is the same on every start.
		options: { port: { whole: 5678, max: 65_535 }, fresh: { flag: true } },
	},
	e2e: { script: 'test/e2e/e2e.mjs', build: true, options: { only: { text: '' } } },
	screenshots: {
		script: 'test/e2e/screenshots.mjs',
		build: true,
		options: { keep: { text: 'docs/images' } },
	},
	compat: { script: 'test/e2e/compat.mjs', build: true, words: ['oldest', 'current'] },
	queue: {
		script: 'test/e2e/queue.mjs',
		build: true,
		options: {
			orders: { whole: 2000 },
			'calls-per-token': { whole: 400 },
			workers: { whole: 2, max: 8 },
			changes: { flag: true },
		},
	},
	bench: { script: 'tools/bench/bench.ts', build: true, options: { quick: { flag: true } } },
	'rate-limits': {
		script: 'tools/bench/rateLimits.ts',
		words: ['sliding-window', 'fixed-window', 'minimum-gap', 'chance', 'paces'],
	},
};

const defaultOf = ({ flag, text, whole }) => (flag ? false : (text ?? whole));

/** How to start a program, such as `npm run n8n -- [--port=5678] [--fresh]`. */
function usage(name) {
	const { options = {}, words = [] } = PROGRAMS[name];
	const shown = Object.entries(options).map(([option, definition]) =>
		definition.flag ? `[--${option}]` : `[--${option}=${defaultOf(definition)}]`,
	);
	const all = [...shown, ...(words.length > 0 ? [`[${words.join(' | ')}]`] : [])];
	return [`npm run ${name}`, ...(all.length > 0 ? ['--', ...all] : [])].join(' ');
}

function valueOf(name, option, given) {
	if (given === undefined) return defaultOf(option);
	if (option.flag || option.text !== undefined) return given;
	const { max = Number.MAX_SAFE_INTEGER } = option;
	const value = given.trim() === '' ? NaN : Number(given);
	if (Number.isInteger(value) && value >= 1 && value <= max) return value;
	throw new Error(`Invalid value of --${name}: ${given}`);
}

/**
 * Reads the command line of a program.
 *
 * @param {ProgramName} name as in `npm run <name>`
 * @param {readonly string[]} args the arguments after it
 * @returns {Values}
 * @throws {Error} that says what is wrong and how to start the program
 */
function parseOptions(name, args) {
	const { options = {}, words = [] } = PROGRAMS[name];
	try {
		const types = Object.entries(options).map(([option, { flag }]) => [
			option,
			{ type: flag ? 'boolean' : 'string' },
		]);
		const config = { args: [...args], options: Object.fromEntries(types), allowPositionals: true };
		const { positionals, values } = parseArgs(config);
		const unknown = positionals.find((word) => !words.includes(word));
		if (unknown !== undefined) throw new Error(`Unknown argument '${unknown}'.`);
		const read = Object.entries(options).map(([option, definition]) => [
			option,
			valueOf(option, definition, values[option]),
		]);
		return { ...Object.fromEntries(read), words: positionals };
	} catch (thrown) {
		// Node adds a hint about arguments that start with a dash, which no program here accepts.
		const [problem] = thrown.message.split(/\. To specify|\n/);
		throw new Error(`${problem.replace(/\.?$/, '.')}\nUsage: ${usage(name)}`);
	}
}

/**
 * Like `parseOptions` with this process's arguments. Prints what is wrong with them and exits with 1.
 *
 * @param {ProgramName} name
 * @returns {Values}
 */
function readOptions(name, args = process.argv.slice(2)) {
	try {
		return parseOptions(name, args);
	} catch (thrown) {
		process.stderr.write(`${thrown.message}\n`);
		process.exit(1);
	}
}

module.exports = { PROGRAMS, parseOptions, readOptions };
