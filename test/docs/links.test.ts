import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { AmazonSpApi } from '../../credentials/AmazonSpApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import codex from '../../nodes/GetOrder/GetOrder.node.json';
import manifest from '../../package.json';
import { anchors, codes, targets } from '../../tools/docs/markdown';
import { read, README, ROOT } from '../../tools/docs/readme';
import { DOCUMENTS } from './files.support';

/** Every link and picture of a file that leads to a place in the project, as path and anchor. */
const localTargets = (file: string) =>
	targets(read(file))
		.filter((target) => !/^[a-z]+:/.test(target))
		.map((target) => {
			const [name = '', anchor] = target.split('#');
			return { path: name === '' ? file : path.join(path.dirname(file), name), anchor, target };
		});

describe.each(DOCUMENTS)('the links of %s', (file) => {
	test('lead to files and headings that exist', () => {
		const broken = localTargets(file).filter(({ path: name, anchor }) => {
			const full = path.join(ROOT, name);
			if (!existsSync(full)) return true;
			if (anchor === undefined) return false;
			return statSync(full).isDirectory() || !anchors(read(name)).includes(anchor);
		});
		expect(broken).toEqual([]);
	});

	test('a table of contents lists every section', () => {
		const [contents] = read(file).split('\n## ');
		const listed = targets(contents ?? '').filter((target) => target.startsWith('#'));
		if (listed.length === 0) return;
		const sections = read(file)
			.split('\n')
			.filter((line) => line.startsWith('## '))
			.join('\n');
		expect(listed.map((target) => target.slice(1))).toEqual(anchors(sections));
	});
});

test('every document, picture and example is linked', () => {
	const linked = new Set(DOCUMENTS.flatMap(localTargets).map(({ path: name }) => name));
	const files = ['docs', 'docs/images', 'examples'].flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(folder, entry.name)),
	);
	expect(files.filter((file) => !linked.has(file))).toEqual([]);
});

describe('the documentation links in n8n', () => {
	const { credentialDocumentation, primaryDocumentation } = codex.resources;
	test.each([
		...[...credentialDocumentation, ...primaryDocumentation].map(({ url }) => url),
		new AliExpressApi().documentationUrl,
		new TuyaApi().documentationUrl,
		new AmazonSpApi().documentationUrl,
	])('%s leads to a heading of the README', (url) => {
		const [page = '', anchor = ''] = url.split('#');
		expect(`${page}#readme`).toBe(manifest.homepage);
		expect(['readme', ...anchors(README)]).toContain(anchor);
	});
});

const NAMES = [
	{ name: 'aliexpress', Name: 'AliExpress' },
	{ name: 'tuya', Name: 'Tuya' },
];

/** The paths in backticks but the build’s; `<p>` and `<name>` stand for a provider. */
const paths = ['AGENTS.md', 'CONTRIBUTING.md']
	.flatMap((file) => codes(read(file).replace(/```[\s\S]*?```/g, '')))
	.filter((code) => /^[\w.<>-]+\/[\w./<>-]*$/.test(code) && !code.startsWith('dist/'))
	.flatMap((code) =>
		NAMES.map(({ name, Name }) => code.replace(/<p>|<name>/g, name).replaceAll('<Name>', Name)),
	);

/** It has no API that lists orders. */
const WITHOUT = ['providers/aliexpress/search.ts'];

test('every path that contributors are pointed to exists', () => {
	expect(paths).toContain('providers/tuya/index.ts');
	expect(paths.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual(WITHOUT);
});
