import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { AliExpressApi } from '../../credentials/AliExpressApi.credentials';
import { TuyaApi } from '../../credentials/TuyaApi.credentials';
import { MAX_ANSWER_BYTES } from '../../http/pool';
import { MAX_ELAPSED } from '../../http/retry';
import { failedItem } from '../../nodes/GetOrder/errors';
import codex from '../../nodes/GetOrder/GetOrder.node.json';
import orderSchema from '../../nodes/GetOrder/__schema__/order.json';
import { parameters } from '../../nodes/GetOrder/parameters';
import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../order/order';
import { COLUMNS, rows, type Column } from '../../order/rows';
import { LINE_COLUMNS, ORDER_COLUMNS } from '../../order/view';
import manifest from '../../package.json';
import { DEFAULT_ZONE } from '../../providers/aliexpress/description';
import { orderNotFound } from '../../providers/aliexpress/failures';
import { orderState } from '../../providers/aliexpress/statuses';
import { providers } from '../../providers';
import { DATA_CENTERS } from '../../providers/tuya/dataCenters';
import { orderMeaning } from '../../providers/tuya/statuses';
import { counts, told } from '../docs/influence';
import { anchors, blocks, codes, section, tables } from '../docs/markdown';
import versions from '../e2e/versions.json';
import { normalize, sample } from './tuya.sample';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const README = read('README.md');
const table = (title: string, at = 0) => tables(section(README, title))[at] ?? [];

describe('the columns', () => {
	const documented = table('Order Items');
	const type = ({ type: of }: Column): string => (typeof of === 'string' ? of : 'enum');

	test('are those of the rows, with their types and meanings', () => {
		expect(documented.map((row) => [row.Column, row.Type, row.Meaning])).toEqual(
			COLUMNS.map((column) => [column.name, type(column), column.about]),
		);
	});

	describe.each([
		['aliexpress', 'AliExpress field'],
		['tuya', 'Tuya field'],
	])('of %s come from the fields that are named', (provider, heading) => {
		test.each(documented.map((row) => [row.Column ?? '', row[heading] ?? '']))(
			'%s: %s',
			(column, text) => {
				if (text === 'not told') expect([...told(provider, column)]).toEqual(['']);
				const alternatives = text.split(', else ').map(codes);
				alternatives.forEach((fields, at) => {
					const before = alternatives.slice(0, at).flat();
					for (const field of fields) {
						expect([field, counts(provider, column, field, before)]).toEqual([field, true]);
					}
				});
				const needsNone = /^(?:not told|made here|aliexpress|tuya|the Order ID you asked for)$/;
				expect(alternatives.flat().length > 0).toBe(!needsNone.test(text));
			},
		);
	});

	test('of the example are those of the documented order', () => {
		const [example = ''] = blocks(section(README, 'What it does'), 'json');
		const [row] = rows(normalize(sample()));
		expect(Object.entries(JSON.parse(example) as object)).toEqual(Object.entries(row ?? {}));
	});
});

describe('the keys of an order', () => {
	interface Schema {
		readonly properties?: Readonly<Record<string, Schema>>;
		readonly items?: Schema;
	}
	const schemas: Readonly<Record<string, Schema>> = orderSchema.properties;
	const documented = table('Order');
	const columns = new Set(ORDER_COLUMNS.map(({ name }) => name));
	const lineColumns = new Set(LINE_COLUMNS.map(({ name }) => name));

	test('are those beside the columns', () => {
		expect(documented.map(({ Key }) => Key)).toEqual(
			Object.keys(schemas).filter((name) => !columns.has(name)),
		);
	});

	test.each(documented.map((row) => [row.Key ?? '', row['What it holds'] ?? '']))(
		'%s holds what is listed',
		(key, text) => {
			const { properties, items } = schemas[key] ?? {};
			const inner = Object.keys(properties ?? items?.properties ?? {});
			expect(codes(text)).toEqual(
				key === 'items' ? inner.filter((name) => !lineColumns.has(name)) : inner,
			);
		},
	);
});

describe('the statuses', () => {
	const keys = (file: string, pattern: RegExp): readonly string[] =>
		[...read(file).matchAll(pattern)].map(([, key = '']) => key);
	const ENDED = ['FINISH', 'FUND_PROCESSING'];
	const ALI = [...keys('providers/aliexpress/statuses.ts', /^\t([A-Z_]+): row\(/gm), ...ENDED];
	const LOGISTICS = keys('providers/aliexpress/statuses.ts', /^\t([A-Z_]+): '\w+',/gm);
	const TUYA = keys('providers/tuya/statuses.ts', /^\t\['(\w+)', \{ order:/gm);
	const either = [true, false];

	/** The states an AliExpress status can mean, whatever else the order says. */
	const aliStates = (orderStatus: string, logistics: readonly string[]) =>
		logistics.flatMap((logisticsStatus) =>
			either.flatMap((hasPaidTime) =>
				either.map((allLinesCanceled) =>
					orderState({ orderStatus, logisticsStatus, hasPaidTime, allLinesCanceled }),
				),
			),
		);
	type Axis = 'order' | 'payment' | 'fulfillment';
	const meaning =
		(statuses: readonly string[], of: (status: string) => readonly string[]) =>
		(value: string): readonly string[] =>
			statuses.filter((status) => of(status).includes(value)).sort();
	const ali = (axis: Axis) =>
		meaning(ALI, (status) =>
			aliStates(status, axis === 'fulfillment' ? [''] : ['', ...LOGISTICS]).map((it) => it[axis]),
		);
	const tuya = (axis: Axis) =>
		meaning([...TUYA, 'canceled', 'closed'], (status) => [orderMeaning(status)?.[axis] ?? '']);
	const listed = (cell = ''): readonly string[] => [...codes(cell)].sort();

	test('are all known: the tables were found', () => {
		expect([ALI.length, LOGISTICS.length, TUYA.length]).toEqual([16, 6, 6]);
	});

	test.each([
		['order_status', ORDER_STATUSES, 'order'],
		['payment_status', PAYMENT_STATUSES, 'payment'],
		['fulfillment_status', FULFILLMENT_STATUSES, 'fulfillment'],
	] as const)('%s: each value with what it comes from', (name, values, axis) => {
		const documented = table(name);
		expect(documented.map(({ Value }) => Value)).toEqual(values);
		for (const row of documented) {
			const value = row.Value ?? '';
			const own = [value, listed(row['AliExpress order_status']), listed(row['Tuya order_status'])];
			expect(own).toEqual([value, ali(axis)(value), tuya(axis)(value)]);
		}
	});

	test('fulfillment_status: what logistics_status says', () => {
		const says = meaning(LOGISTICS, (status) =>
			aliStates('', [status]).map(({ fulfillment }) => fulfillment),
		);
		for (const row of table('fulfillment_status')) {
			expect(listed(row['AliExpress logistics_status'])).toEqual(says(row.Value ?? ''));
		}
	});
});

describe('the parameters', () => {
	const properties = parameters();
	const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const optionNames = ({ options: list = [] }: INodeProperties) => list as INodePropertyOptions[];
	const shown = (property: INodeProperties): string => {
		const { default: value, type } = property;
		if (type === 'boolean') return value === true ? 'on' : 'off';
		if (type === 'options')
			return optionNames(property).find((it) => it.value === value)?.name ?? '';
		return value === '' ? 'empty' : String(value);
	};
	const provider = ({ displayOptions }: INodeProperties): string => {
		const [only] = Object.values(displayOptions?.show ?? {}).flat();
		return providers.find(({ name }) => name === only)?.displayName ?? 'both';
	};

	test.each([
		['Parameter', properties.filter(({ name }) => name !== 'options'), 0],
		['Option', options, 1],
	] as const)('each %s with its default and provider', (heading, list, at) => {
		const documented = table('Parameters', at);
		expect(documented.map((row) => [row[heading], row.Default, row.Provider])).toEqual(
			list.map((property) => [property.displayName, shown(property), provider(property)]),
		);
	});

	test('the bounds of numbers and the choices of lists', () => {
		const documented = [...table('Parameters', 0), ...table('Parameters', 1)];
		const text = (name: string) =>
			documented.find((row) => [row.Parameter, row.Option].includes(name))?.['What it does'];
		for (const { displayName, type, typeOptions } of options) {
			if (type !== 'number') continue;
			expect(text(displayName)).toContain(`${typeOptions?.minValue} to ${typeOptions?.maxValue}`);
		}
		for (const property of properties.filter(({ type }) => type === 'options')) {
			for (const { name } of optionNames(property))
				expect(text(property.displayName)).toContain(name);
		}
	});
});

describe('the credentials', () => {
	test.each([
		['AliExpress credential', new AliExpressApi()],
		['Tuya credential', new TuyaApi()],
	])('%s: each field a user sees, and the address of its help', (title, credential) => {
		expect(table(title).map(({ Field }) => Field)).toEqual(
			credential.properties
				.filter(({ type }) => type !== 'hidden')
				.map(({ displayName }) => displayName),
		);
		expect(section(README, 'Credentials')).toContain(`**${credential.displayName}**`);
		const [page, anchor] = credential.documentationUrl.split('#');
		expect(`${page}#readme`).toBe(manifest.homepage);
		expect(anchors(README)).toContain(anchor);
		expect(anchors(section(README, 'Credentials'))).toContain(anchor);
	});

	test('each data center with its address', () => {
		expect(table('Tuya credential', 1).map((row) => [row['Data Center'], row.Address])).toEqual(
			DATA_CENTERS.map(({ name, url }) => [name, `\`${url}\``]),
		);
	});

	test('the address to authorize at is the one in the messages', () => {
		const [address = ''] = blocks(section(README, 'AliExpress credential'), 'text');
		expect(read('providers/aliexpress/session.ts')).toContain(address.trim());
	});
});

describe('the messages', () => {
	/** All texts of the sources; what is filled in stands as `…`. */
	const sources = ['providers', 'nodes', 'credentials', 'http']
		.flatMap((folder) =>
			readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.ts'))
				.map((file) => read(path.join(folder, file))),
		)
		.join('\n')
		.replace(/\$\{[^{}]*\}|\{[a-z]+\}/g, '…');

	test.each(table('Troubleshooting').map(({ Message }) => [Message ?? '']))('%s', (message) => {
		const pieces = message.replace(/Order ID have?$/, '…').replace('no Order ID has', 'no … has');
		expect(sources.includes(message) || sources.includes(pieces)).toBe(true);
	});

	test('an order that did not arrive is the item in the example', () => {
		const id = '4048190439416163';
		const [example = ''] = blocks(section(README, 'Orders that do not arrive'), 'json');
		const failure = orderNotFound(id, { httpStatus: 200, wait: null });
		expect(JSON.parse(example)).toEqual(failedItem(failure, id, 0).json);
	});

	test('each reason is listed, and each key of the details', () => {
		const text = section(README, 'Orders that do not arrive');
		const [union = ''] = /type FailureKind =[^;]+;/.exec(read('providers/provider.ts')) ?? [];
		const kinds = [...union.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
		const list = /`reason` is one of ([^.]+)\./.exec(text)?.[1] ?? '';
		expect(codes(list)).toEqual(kinds);
		const failure = {
			...orderNotFound('1', { httpStatus: 200, wait: null }),
			...{ code: 'c', subCode: 's', text: 't', requestId: 'r' },
		};
		const { details } = failedItem(failure, '1', 0).json;
		const described = table('Orders that do not arrive').at(-1)?.['What it holds'] ?? '';
		expect(codes(described)).toEqual(Object.keys(details as object));
	});
});

describe('the figures', () => {
	test.each([
		['Limits', `${MAX_ANSWER_BYTES / 2 ** 20} MB`],
		['Limits', `${MAX_ELAPSED / 1000} seconds`],
		['Limits', `at most ${/LONGEST = (\d+)/.exec(read('providers/check.ts'))?.[1]} characters`],
		['Times and zones', DEFAULT_ZONE.split('/')[1]?.replace('_', ' ') ?? ''],
		['Install', `Node.js ${manifest.engines.node.replace('>=', '')} or newer`],
		['Install', `n8n ${versions.current.n8n}`],
		['Install', manifest.name],
		['What it does', 'three rows'],
		['Your first workflow', `The ${COLUMNS.length} columns`],
	])('%s: %s', (title, text) => {
		expect(section(README, title)).toContain(text);
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
