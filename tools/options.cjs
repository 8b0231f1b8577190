const { parseArgs } = require('node:util');

/**
 * The options of each program: a flag, or a value by its type, with its default. A whole
 * number is at least 1. `words` are the arguments without dashes that the program accepts.
 *
 * @typedef {{flag: true} | {text: string} | {whole: number, max?: number}} Option
 * @type {Readonly<Record<string, {options?: Readonly<Record<string, Option>>, words?: readonly string[]}>>}
 */
const PROGRAMS = {
	demo: {},
	docs: { options: { check: { flag: true } } },
	pack: {},
	sandbox: {},
	// n8n's own default port, so that the address is the same on every start.
	n8n: { options: { port: { whole: 5678, max: 65_535 }, fresh: { flag: true } } },
	e2e: { options: { only: { text: '' } } },
	screenshots: { options: { keep: { text: 'docs/images' } } },
	compat: { words: ['oldest', 'current'] },
	queue: {
		options: {
			orders: { whole: 2000 },
			'calls-per-token': { whole: 400 },
			workers: { whole: 2, max: 8 },
			changes: { flag: true },
		},
	},
	bench: { options: { quick: { flag: true } } },
	'rate-limits': { words: ['sliding-window', 'fixed-window', 'minimum-gap', 'chance', 'paces'] },
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
 * @param {string} name the program, as in `npm run <name>`
 * @param {readonly string[]} args the arguments after it
 * @returns {object} the value of each option, and `words`
 * @throws {Error} that says what is wrong and how to start the program
 */
function parseOptions(name, args) {
	const { options = {}, words = [] } = PROGRAMS[name];
	try {
		const parsed = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: Object.fromEntries(
				Object.entries(options).map(([option, { flag }]) => [
					option,
					{ type: flag ? 'boolean' : 'string' },
				]),
			),
		});
		const unknown = parsed.positionals.find((word) => !words.includes(word));
		if (unknown !== undefined) throw new Error(`Unknown argument '${unknown}'.`);
		const values = Object.entries(options).map(([option, definition]) => [
			option,
			valueOf(option, definition, parsed.values[option]),
		]);
		return { ...Object.fromEntries(values), words: parsed.positionals };
	} catch (thrown) {
		// Node adds a hint about arguments that start with a dash, which no program here accepts.
		const [problem] = thrown.message.split(/\. To specify|\n/);
		throw new Error(`${problem.replace(/\.?$/, '.')}\nUsage: ${usage(name)}`);
	}
}

/** Like `parseOptions` with this process's arguments. Prints what is wrong with them and exits with 1. */
function readOptions(name, args = process.argv.slice(2)) {
	try {
		return parseOptions(name, args);
	} catch (thrown) {
		process.stderr.write(`${thrown.message}\n`);
		process.exit(1);
	}
}

module.exports = { PROGRAMS, parseOptions, readOptions };
