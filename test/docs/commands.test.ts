import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import { parseOptions, PROGRAMS, type ProgramName } from '../../tools/options.cjs';
import { read, ROOT } from '../../tools/docs/readme';
import { problemOf } from '../e2e/queue/plan';
import { commandLines, npmScript, type CommandLine } from '../support/commandLines';
import { DOCUMENTS } from './files';

const commands = DOCUMENTS.flatMap((file) =>
	commandLines(read(file)).map((command) => ({ title: `${file}: ${command.text}`, command })),
);
const scripts = commands.flatMap(({ title, command }) => {
	const called = npmScript(command);
	return called ? [{ title, command, ...called }] : [];
});
const isProgram = (script: string): script is ProgramName => script in PROGRAMS;

/** What the documents may tell readers to run besides the project's scripts. */
const OTHER_COMMANDS: ReadonlyArray<(words: readonly string[]) => boolean> = [
	([program, action, url]) =>
		program === 'git' && action === 'clone' && `git+${url}` === manifest.repository.url,
	([program, folder]) => program === 'cd' && [manifest.name, '~/.n8n/nodes'].includes(folder ?? ''),
	(words) => words.join(' ') === 'mkdir -p ~/.n8n/nodes',
	(words) => words.join(' ') === `npm install --omit=peer ${manifest.name}`,
	(words) => words.join(' ') === 'npm ci' && existsSync(path.join(ROOT, 'package-lock.json')),
	(words) => words.join(' ') === 'n8n start',
];

test('the documents contain the commands of a first start', () => {
	const texts = commands.map(({ command }) => command.text);
	expect(texts).toEqual(expect.arrayContaining(['npm run demo', 'npm test', 'npm run n8n']));
});

test.each(commands)('$title: is a known command', ({ command }) => {
	const known = npmScript(command) !== null || OTHER_COMMANDS.some((is) => is(command.words));
	expect(known).toBe(true);
});

test.each(scripts)('$title: the script exists', ({ script }) => {
	expect(Object.keys(manifest.scripts)).toContain(script);
});

test.each(scripts)('$title: the program accepts the options', ({ script, args }) => {
	if (isProgram(script)) expect(() => parseOptions(script, args)).not.toThrow();
	else expect(args).toEqual([]);
});

test.each(scripts.filter(({ script }) => script === 'queue'))(
	'$title: the numbers fit each other',
	({ args }) => {
		const { orders, 'calls-per-token': callsPerToken } = parseOptions('queue', args);
		expect(problemOf({ orders, callsPerToken })).toBeNull();
	},
);

test.each(commands.filter(({ command }) => Object.keys(command.environment).length > 0))(
	'$title: the program reads the variables',
	({ command }) => {
		const { script } = npmScript(command) ?? { script: 'n8n itself' };
		// n8n's own variable; the installation guide explains it.
		const known = script === 'sandbox' ? sandboxVariables() : ['N8N_CUSTOM_EXTENSIONS'];
		expect(known).toEqual(expect.arrayContaining(Object.keys(command.environment)));
	},
);

const sandboxVariables = (): readonly string[] => {
	const source = readFileSync(path.join(ROOT, 'tools/sandbox/main.ts'), 'utf8');
	const [, names = ''] = /const \{([^}]*)\} = process\.env/.exec(source) ?? [];
	return names.split(',').map((name) => name.split('=')[0]?.trim() ?? '');
};

describe('a program that is started with an option it does not have', () => {
	const start = (...args: readonly string[]) =>
		spawnSync(process.execPath, ['tools/start.mjs', ...args], { cwd: ROOT, encoding: 'utf8' });

	test.each(Object.keys(PROGRAMS))('npm run %s: says so, and how to start it', (name) => {
		const { status, stderr, stdout } = start(name, '--no-such-option');
		expect(stdout).toBe('');
		expect(stderr).toMatch(
			new RegExp(`^Unknown option '--no-such-option'\\.\\nUsage: npm run ${name}(\\n| -- )`),
		);
		expect(status).toBe(1);
	});

	test('an unknown program: lists the programs', () => {
		const { status, stderr } = start('no-such-program');
		expect(stderr).toContain('demo | docs | sandbox');
		expect(status).toBe(1);
	});
});

test('every program has a script, and every script of the starter is a program', () => {
	const started = Object.entries(manifest.scripts)
		.filter(([, command]) => command.startsWith('node tools/start.mjs '))
		.map(([name, command]) => {
			expect(command).toBe(`node tools/start.mjs ${name}`);
			return name;
		});
	// `npm test` passes its options to Jest, which checks them.
	expect(started.filter((name) => name !== 'test').sort()).toEqual(Object.keys(PROGRAMS).sort());
});

describe('the quick commands run as written', () => {
	const run = ({ text, environment, words }: CommandLine) => {
		const [program = '', ...args] = words;
		const { status, stdout, stderr } = spawnSync(program, args, {
			cwd: ROOT,
			encoding: 'utf8',
			env: { ...process.env, ...environment },
			shell: process.platform === 'win32',
		});
		return { text, status, stdout, stderr };
	};
	const written = (start: string): readonly CommandLine[] =>
		commands.map(({ command }) => command).filter(({ text }) => text.startsWith(start));

	test.each([...written('npm run docs -- --check'), ...written('npm run rate-limits')])(
		'$text',
		(command) => {
			expect(run(command)).toMatchObject({ status: 0, stderr: '' });
		},
	);

	test('npm run demo', () => {
		// Without the starter, which could build while other tests load the build.
		const demo = run({
			text: '',
			environment: {},
			words: [process.execPath, '--import', 'tsx', 'tools/demo/demo.ts'],
		});
		expect(demo).toMatchObject({ status: 0, stderr: '' });
		expect(demo.stdout).toMatch(/\d+ rows from \d+ orders/);
	});

	test.each(['npm run sandbox', 'CALLS_PER_SECOND=1 npm run sandbox'])('%s', async (text) => {
		const limit = /CALLS_PER_SECOND=(\d+)/.exec(text)?.[1];
		const child = spawn(process.execPath, ['tools/start.mjs', 'sandbox'], {
			cwd: ROOT,
			env: { ...process.env, PORT: '0', ...(limit ? { CALLS_PER_SECOND: limit } : {}) },
		});
		const ended = once(child, 'exit');
		let output = '';
		for await (const chunk of child.stdout) {
			output += String(chunk);
			if (output.includes('Authorization Code')) break;
		}
		try {
			const [, url = ''] = /sandbox: (\S+)/.exec(output) ?? [];
			const call = `${url}/sync?method=aliexpress.trade.ds.order.get`;
			await (await fetch(call)).text();
			const second = await (await fetch(call)).text();
			expect(second.includes('ApiCallLimit')).toBe(limit !== undefined);
		} finally {
			child.kill('SIGTERM');
		}
		expect(await ended).toEqual([0, null]);
	});
});
