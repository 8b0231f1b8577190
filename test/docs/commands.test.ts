import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

import manifest from '../../package.json';
import { parseOptions, PROGRAMS, type ProgramName } from '../../tools/options.cjs';
import { read, ROOT } from '../../tools/docs/readme';
import { problemOf } from '../e2e/queue/plan';
import { commandLines, npmScript } from '../support/commandLines';
import { DOCUMENTS } from './files.support';

const commands = DOCUMENTS.flatMap((file) =>
	commandLines(read(file)).map((command) => [`${file}: ${command.text}`, command] as const),
);
const isProgram = (script: string): script is ProgramName => script in PROGRAMS;

const TARBALL = `${manifest.name}-${manifest.version}.tgz`;
/** What the documents may tell readers to run besides the project's programs. */
const OTHER_COMMANDS: readonly string[] = [
	`git clone ${manifest.repository.url.replace('git+', '')}`,
	`cd ${manifest.name}`,
	`npm install --omit=peer --prefix ~/.n8n/nodes "$PWD"/${manifest.name}-*.tgz`,
	`npm install --omit=peer --prefix ~/.n8n/nodes ${manifest.name}`,
	`docker cp ${TARBALL} n8n:/tmp/`,
	`docker exec n8n npm install --omit=peer --prefix /home/node/.n8n/nodes /tmp/${TARBALL}`,
	'docker restart n8n',
	'npm run dev -- --external-n8n',
	'npx jest test/order',
];
/** The variables that a program reads. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
	sandbox: ['PORT', 'CALLS_PER_SECOND'],
};

test.each(commands)('%s: is a command that works', (_title, command) => {
	const called = npmScript(command);
	const isOther = OTHER_COMMANDS.includes(command.text);
	if (called === null || isOther) {
		expect([command.text, isOther]).toEqual([command.text, true]);
		return;
	}
	const { script, args } = called;
	expect(Object.keys(manifest.scripts)).toContain(script);
	expect(VARIABLES[script] ?? []).toEqual(expect.arrayContaining(Object.keys(command.environment)));
	if (!isProgram(script)) expect(args).toEqual([]);
	else expect(() => parseOptions(script, args)).not.toThrow();
	if (script === 'queue') {
		const { orders, 'calls-per-token': callsPerToken, workers } = parseOptions('queue', args);
		expect(problemOf({ orders, callsPerToken, workers })).toBeNull();
	}
});

test('every program has a script that starts it, and its own usage', () => {
	const names = Object.keys(PROGRAMS) as ProgramName[];
	const started = Object.entries(manifest.scripts).filter(([, line]) => line.includes('start.mjs'));
	// Jest checks the options of `npm test` itself.
	expect(started.sort()).toEqual(
		[...names, 'test'].map((name) => [name, `node tools/start.mjs ${name}`]).sort(),
	);
	for (const name of names) {
		expect(() => parseOptions(name, ['--no-such-option'])).toThrow(
			new RegExp(`^Unknown option '--no-such-option'\\.\\nUsage: npm run ${name}(\\n| -- |$)`),
		);
	}
});

test.each([
	[['demo', '--no-such-option'], "Unknown option '--no-such-option'.\nUsage: npm run demo\n"],
	[['no-such-program'], 'demo | docs | pack'],
])('starting %j says what is wrong and exits with 1', (args, words) => {
	const started = spawnSync(process.execPath, ['tools/start.mjs', ...args], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	expect(started).toMatchObject({ status: 1, stdout: '' });
	expect(started.stderr).toContain(words);
});

test('npm run demo shows the rows of every order', () => {
	// Without the starter, which could build while other tests load the build.
	const args = ['--import', 'tsx', 'tools/demo/demo.ts'];
	const demo = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
	expect(demo).toMatchObject({ status: 0, stderr: '' });
	expect(demo.stdout).toMatch(/\d+ rows from \d+ orders/);
});

test('npm run sandbox reads its variables', async () => {
	const child = spawn(process.execPath, ['tools/start.mjs', 'sandbox'], {
		cwd: ROOT,
		env: { ...process.env, PORT: '0', CALLS_PER_SECOND: '1' },
	});
	const ended = once(child, 'exit');
	let output = '';
	for await (const chunk of child.stdout) {
		output += String(chunk);
		if (output.includes('Authorization Code')) break;
	}
	try {
		const [, url = ''] = /^Sandbox of [^:]+: (\S+)/m.exec(output) ?? [];
		const call = `${url}/sync?method=aliexpress.trade.ds.order.get`;
		await (await fetch(call)).text();
		expect(await (await fetch(call)).text()).toContain('ApiCallLimit');
	} finally {
		child.kill('SIGTERM');
	}
	expect(await ended).toEqual([0, null]);
});
