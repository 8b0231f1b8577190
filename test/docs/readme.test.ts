import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { MAX_ELAPSED } from '../../http/retry';
import { CHANGE_COLUMNS } from '../../changes/compare';
import { COLUMNS } from '../../order/rows';
import manifest from '../../package.json';
import { DEFAULT_ZONE } from '../../providers/aliexpress/description';
import { codeBlocks, section, table } from '../../tools/docs/markdown';
import { read, README } from '../../tools/docs/readme';
import versions from '../e2e/versions.json';
import orderSchema from '../../nodes/GetOrder/__schema__/order.json';
import { DOCUMENTS } from './files.support';

test('the README is short, and its quick start is on the first screen', () => {
	const lines = README.split('\n');
	expect(lines.length).toBeLessThanOrEqual(200);
	for (const command of ['npm run demo', 'npm test', 'npm run n8n']) {
		expect(lines.slice(0, 20).join('\n')).toContain(command);
	}
});

test.each(DOCUMENTS)('every expression in %s reads an existing field', (file) => {
	const known = [
		...['order_id', 'provider', 'mall_code', 'site_code', ...Object.keys(orderSchema.properties)],
		...CHANGE_COLUMNS.map(({ name }) => name),
	];
	const used = [...read(file).matchAll(/\$json\.(\w+)/g)].map(([, name = '']) => name);
	expect(used.filter((name) => !known.includes(name))).toEqual([]);
});

test('the sample row has every column in its place, and adds up', () => {
	const [text = '{}'] = codeBlocks(section(README, 'Outputs'), 'json');
	const row = JSON.parse(text) as Record<string, unknown>;
	expect(Object.keys(row)).toEqual(COLUMNS.map(({ name }) => name));
	expect(row).toMatchObject({ quantity: 2, unit_price: 83.02, line_total: 166.04 });
});

test.each([
	['AliExpress credential', new AliExpressApi()],
	['Tuya credential', new TuyaApi()],
])('%s: every field of the form is described', (title, credential) => {
	const documented = table(README, title).map(({ Field }) => Field);
	const visible = credential.properties.filter(({ type }) => !['hidden', 'notice'].includes(type));
	expect(documented).toEqual(visible.map(({ displayName }) => displayName));
	expect(section(README, 'Credentials')).toContain(`**${credential.displayName}**`);
});

const { current, oldest } = versions;
test.each([
	['README.md', 'Limits', `${MAX_ELAPSED / 1000} seconds`],
	['README.md', 'Quick start', `Node.js ${manifest.engines.node.replace('>=', '')} or newer`],
	['README.md', 'Install', manifest.name],
	['docs/columns.md', 'Time zones', DEFAULT_ZONE.split('/')[1]?.replace('_', ' ') ?? ''],
	['docs/installation.md', 'Compatibility', `| ${current.n8n} | ${current.node} |`],
	['docs/installation.md', 'Compatibility', `| ${oldest.n8n} | ${oldest.node} |`],
])('%s, %s: states “%s”', (file, title, text) => {
	expect(section(read(file), title).replace(/ +/g, ' ')).toContain(text);
});

test('the changelog starts with this version', () => {
	expect(/^## (.+)$/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
});
