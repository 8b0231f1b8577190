import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { MAX_ANSWER_BYTES } from '../../http/pool';
import { MAX_ELAPSED } from '../../http/retry';
import codex from '../../nodes/GetOrder/GetOrder.node.json';
import orderSchema from '../../nodes/GetOrder/__schema__/order.json';
import { COLUMNS } from '../../order/rows';
import manifest from '../../package.json';
import { DEFAULT_ZONE } from '../../providers/aliexpress/description';
import { anchors, codes, section } from '../../tools/docs/markdown';
import { read, README, ROOT, table } from '../../tools/docs/readme';
import versions from '../e2e/versions.json';

/** The files of a folder, without their endings. */
const names = (folder: string): readonly string[] =>
	readdirSync(path.join(ROOT, folder))
		.map((file) => path.parse(file).name)
		.sort();

describe('the figures', () => {
	test.each([
		['Limits', `${MAX_ANSWER_BYTES / 2 ** 20} MB`],
		['Limits', `${MAX_ELAPSED / 1000} seconds`],
		[
			'Limits',
			`at most ${/LONGEST = (\d+)/.exec(read('providers/validateQuery.ts'))?.[1]} characters`,
		],
		['Times and zones', DEFAULT_ZONE.split('/')[1]?.replace('_', ' ') ?? ''],
		['Install', `Node.js ${manifest.engines.node.replace('>=', '')} or newer`],
		['Install', `n8n ${versions.current.n8n} and ${versions.oldest.n8n}`],
		['Install', manifest.name],
		['Compatibility', `| ${versions.current.n8n} | ${versions.current.node} |`],
		['Compatibility', `| ${versions.oldest.n8n} | ${versions.oldest.node} |`],
		['What it does', 'three rows'],
		['Your first workflow', `The ${COLUMNS.length} columns`],
	])('%s: %s', (title, text) => {
		expect(section(README, title).replace(/ +/g, ' ')).toContain(text);
	});
});

describe('what it points to', () => {
	test('links within the page have their heading, links to files their file', () => {
		const targets = [...README.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
		expect(targets.length).toBeGreaterThan(20);
		for (const target of targets) {
			if (target.startsWith('#')) expect(anchors(README)).toContain(target.slice(1));
			else if (!target.startsWith('https://'))
				expect([target, existsSync(path.join(ROOT, target))]).toEqual([target, true]);
		}
	});

	test('each picture is shown, and each example has its picture', () => {
		const shown = [...README.matchAll(/!\[[^\]]+\]\(docs\/images\/([\w-]+)\.png\)/g)].map(
			([, name]) => name,
		);
		expect([...shown].sort()).toEqual(names('docs/images'));
		const examples = shown.filter((name) => name?.startsWith('example-'));
		expect([...examples].sort()).toEqual(names('examples').map((name) => `example-${name}`));
		for (const name of names('examples')) expect(README).toContain(`(examples/${name}.json)`);
	});

	test('the node’s help in n8n has its headings', () => {
		const { credentialDocumentation, primaryDocumentation } = codex.resources;
		for (const { url } of [...credentialDocumentation, ...primaryDocumentation]) {
			expect(['readme', ...anchors(README)]).toContain(url.split('#')[1]);
		}
	});

	test('each command is a script of the package', () => {
		const commands = [...README.matchAll(/npm run (\w+)|npm (test)\b/g)];
		const names = new Set(commands.map(([, run, test]) => run ?? test));
		expect(names.size).toBeGreaterThanOrEqual(5);
		for (const name of names) expect(Object.keys(manifest.scripts)).toContain(name);
	});

	test('each folder is there', () => {
		for (const { Folder = '' } of table('For developers')) {
			const [folder = ''] = codes(Folder);
			expect([folder, existsSync(path.join(ROOT, folder))]).toEqual([folder, true]);
		}
	});

	test('each proxy variable is one that the connections depend on', () => {
		const [proxy, noProxy] = table('Environment').map(({ Variable = '' }) => codes(Variable));
		for (const name of [...(proxy ?? []), ...(noProxy ?? [])]) {
			expect(read('http/pool.ts')).toContain(`'${name.toLowerCase()}'`);
		}
	});

	test('each expression finds a field', () => {
		const inputs = ['order_id', 'provider', 'mall_code', 'site_code'];
		const known = [...inputs, ...Object.keys(orderSchema.properties)];
		const used = [...README.matchAll(/\$json\.(\w+)/g)].map(([, name]) => name);
		expect(used.length).toBeGreaterThan(5);
		for (const name of used) expect(known).toContain(name);
	});
});

test('the changelog begins with this version', () => {
	expect(/^## (.+)$/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
});
