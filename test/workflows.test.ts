import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
const FOLDER = path.join(ROOT, '.github/workflows');
const FILES = readdirSync(FOLDER);

const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');

/** The mapping below each key at this indentation, as its lines. */
function entries(text: string, indent: number): ReadonlyMap<string, string> {
	const key = new RegExp(`^ {${indent}}([\\w-]+):(.*)$`);
	const found = new Map<string, string>();
	let current = '';
	for (const line of text.split('\n')) {
		const [, name, rest = ''] = key.exec(line) ?? [];
		if (name !== undefined) current = name;
		if (current !== '') found.set(current, `${found.get(current) ?? ''}${name ? rest : line}\n`);
	}
	return found;
}

/** The permissions that a workflow (indentation 0) or one of its jobs (4) requests. */
const permissions = (text: string, indent: number): Readonly<Record<string, string>> => {
	const requested = entries(text, indent).get('permissions') ?? '';
	return Object.fromEntries(
		[...entries(requested, indent + 2)].map(([scope, access]) => [
			scope,
			access.replace(/#.*/, '').trim(),
		]),
	);
};

const jobs = (file: string): ReadonlyMap<string, string> =>
	entries(entries(read(file), 0).get('jobs') ?? '', 2);

const steps = (text: string): readonly string[] => text.split(/^ {6}- /m).slice(1);

const allSteps = FILES.flatMap((file) =>
	[...jobs(file)].flatMap(([job, text]) =>
		steps(text).map((step, at) => ({ title: `${file}, ${job}, step ${at + 1}`, step })),
	),
);
const actions = allSteps.filter(({ step }) => step.includes('uses:'));

describe.each(FILES)('%s', (file) => {
	test('may only read the contents of the repository by default', () => {
		expect(permissions(read(file), 0)).toEqual({ contents: 'read' });
	});

	test('limits the time of each job', () => {
		for (const [, job] of jobs(file)) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
	});
});

test.each(actions)('$title: the action is pinned by commit, with its version', ({ step }) => {
	expect(step).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n/);
});

test('an action has the same commit and version everywhere', () => {
	const used = actions.map(({ step }) => step.split('\n')[0] ?? '');
	const names = new Set(used.map((line) => line.split('@')[0]));
	expect(new Set(used).size).toBe(names.size);
});

test.each(actions.filter(({ step }) => step.includes('actions/checkout')))(
	'$title: the checkout leaves no token behind',
	({ step }) => {
		expect(step).toMatch(/^ {10}persist-credentials: false$/m);
	},
);

describe('the job that publishes', () => {
	const released = jobs('publish.yml');
	const publish = released.get('publish') ?? '';

	test('is the only one that can prove where it comes from, and no job knows a token', () => {
		for (const file of FILES) {
			for (const [name, job] of jobs(file)) {
				const isPublish = file === 'publish.yml' && name === 'publish';
				expect('id-token' in permissions(job, 4)).toBe(isPublish);
				expect(job).not.toMatch(/secrets\b|_TOKEN|_authToken/i);
			}
		}
		expect(permissions(publish, 4)).toEqual({ contents: 'read', 'id-token': 'write' });
	});

	test('runs after the tests, in the protected environment', () => {
		expect([...released.keys()]).toEqual(['test', 'publish']);
		expect(released.get('test')).toContain('run: bash .ci/run\n');
		expect(entries(publish, 4).get('needs')?.trim()).toBe('test');
		expect(entries(publish, 4).get('environment')?.trim()).toBe('npm');
	});

	test('uses no cache, and runs no install script of a dependency', () => {
		expect(publish).not.toContain('cache:');
		expect(publish).not.toContain('actions/cache');
		// It holds for every npm of the job, also for the one that publishes.
		expect(readFileSync(path.join(ROOT, '.npmrc'), 'utf8').split('\n')).toContain(
			'ignore-scripts=true',
		);
		expect(publish).not.toMatch(/ignore.scripts/i);
	});

	test('publishes by n8n’s own command, with provenance', () => {
		const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
			scripts: Record<string, string>;
		};
		expect(scripts.release).toBe('n8n-node release');
		const [release = '', ...others] = steps(publish).filter((step) => step.includes('release'));
		expect(others).toEqual([]);
		expect(release).toMatch(/^run: npm run release\b/);
		expect(release).toMatch(/^ {8}env:\n {10}NPM_CONFIG_PROVENANCE: 'true'$/m);
	});
});

test('the reader sees all jobs and steps', () => {
	expect(FILES).toEqual(['ci.yml', 'publish.yml']);
	expect(FILES.map((file) => [...jobs(file).keys()])).toEqual([['test'], ['test', 'publish']]);
	const uses = FILES.flatMap((file) => read(file).match(/\buses:/g) ?? []);
	expect(actions).toHaveLength(uses.length);
});
