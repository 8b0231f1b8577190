import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, INodeProperties, INodeType } from 'n8n-workflow';

import { COLUMNS } from '../order/rows';
import manifest from '../package.json';

const ROOT = path.resolve(__dirname, '..');
const FOLDER = path.join(ROOT, 'examples');
const OWN = `${manifest.name}.`;
/** Nodes that fetch several orders. */
const GETTERS = [`${OWN}getOrder`, `${OWN}getManyOrders`];
const NOTE = 'n8n-nodes-base.stickyNote';
/** Nodes that run a user's own program. */
const PROGRAMS = ['code', 'function', 'functionItem', 'executeCommand', 'aiTransform'];
/** A field of this item, of the item that it came from, or of a node's only item. */
const PLAIN = /^(\$json|\$\('[^']+'\)\.(item|first\(\))\.json)(\.\w+)+$/;
/** The one calculation: an amount times a rate, rounded. */
const PRODUCT = /^\(\$json\.\w+ \* \$json\.\w+\)\.round\(2\)$/;
/** A parameter that n8n adds to each node that polls. */
const POLL_TIMES = 'pollTimes';
/** The credentials that `npm run n8n` and `npm run e2e` fill in. */
const CREDENTIALS: Readonly<Record<string, string>> = {
	aliExpressApi: 'demoAliExpress',
	tuyaApi: 'demoTuya',
	amazonSpApi: 'demoAmazon',
	googleApi: 'demoGoogle',
	slackApi: 'demoSlack',
	smtp: 'demoMail',
	shopifyAccessTokenApi: 'demoShopify',
	wooCommerceApi: 'demoWooCommerce',
};
/** The columns of the Data Tables that several examples share. */
const SHARED_TABLES: Readonly<Record<string, readonly string[]>> = {
	'Orders to get': ['provider', 'order_id', 'mall_code', 'site_code'],
	'Orders to follow': [
		...['provider', 'order_id', 'mall_code', 'site_code', 'slack_state', 'late_state'],
		...['customer_email', 'shopify_order', 'woocommerce_order'],
	],
	'Parcels sent': ['sent_to', 'order_id', 'shipment_key', 'tracking_number', 'sku'],
};

interface Example {
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: Readonly<
		Record<string, { readonly main: ReadonlyArray<ReadonlyArray<{ readonly node: string }>> }>
	>;
	readonly active: boolean;
}

interface Mapping {
	readonly mappingMode?: string;
	readonly value: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Example;

const EXAMPLES = readdirSync(FOLDER).map((file) => [file, read(file)] as const);

/** Every text in a node's parameters. */
const texts = (value: unknown): readonly string[] => {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

/** What is between double braces in the expressions of a node. */
const expressions = ({ parameters }: INode): readonly string[] =>
	texts(parameters)
		.filter((text) => text.startsWith('='))
		.flatMap((text) =>
			[...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, inside = '']) => inside.trim()),
		);

const notes = ({ nodes }: Example) =>
	nodes.filter(({ type }) => type === NOTE).map(({ parameters }) => String(parameters.content));

/** The package's own nodes by their type, from the sources. */
async function ownNodes(): Promise<Readonly<Record<string, INodeType>>> {
	const loaded = manifest.n8n.nodes.map(async (compiled) => {
		const source = path.join(ROOT, compiled.replace(/^dist\/(.*)\.js$/, '$1'));
		const [NodeClass] = Object.values(
			(await import(source)) as Record<string, new () => INodeType>,
		);
		if (!NodeClass) throw new Error(`${source} exports no node`);
		const node = new NodeClass();
		return [OWN + node.description.name, node] as const;
	});
	return Object.fromEntries(await Promise.all(loaded));
}

const named = (properties: readonly INodeProperties[], name: string) =>
	properties.filter((property) => property.name === name);

describe.each(EXAMPLES)('the example %s', (file, example) => {
	const { nodes, connections } = example;
	const names = nodes.map(({ name }) => name);

	it('is switched off, and each of its nodes has a name and an id of its own', () => {
		expect(example.active).toBe(false);
		expect(new Set(names).size).toBe(nodes.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		expect(file).toMatch(/^[a-z0-9-]+\.json$/);
	});

	it('connects nodes that exist, and leaves none out but notes', () => {
		const edges = Object.values(connections).flatMap(({ main }) => main.flat());
		const connected = [...Object.keys(connections), ...edges.map(({ node }) => node)];
		const steps = nodes.filter(({ type }) => type !== NOTE).map(({ name }) => name);
		expect([...new Set(connected)].sort()).toEqual([...steps].sort());
	});

	it('needs no programming: only plain fields in expressions', () => {
		const isProgram = ({ type }: INode) =>
			PROGRAMS.some((name) => type === `n8n-nodes-base.${name}`);
		const others = nodes
			.flatMap(expressions)
			.filter((expression) => !PLAIN.test(expression) && !PRODUCT.test(expression));
		expect([nodes.filter(isProgram), others]).toEqual([[], []]);
	});

	it('names nodes in expressions that exist', () => {
		const used = nodes
			.flatMap(expressions)
			.flatMap((expression) => /^\$\('([^']+)'\)/.exec(expression)?.[1] ?? []);
		expect(used.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('does not lose the other orders to one that fails, and connects every error output', () => {
		for (const { name, type, onError } of nodes) {
			if (GETTERS.includes(type)) expect([name, onError]).toEqual([name, 'continueErrorOutput']);
			if (onError === 'continueErrorOutput') expect(connections[name]?.main[1]).toHaveLength(1);
		}
	});

	it('begins with what to connect or do first, and has a heading in every note', () => {
		expect(notes(example)[0]).toMatch(/^## (Connect|Publish) /);
		for (const note of notes(example)) expect(note).toMatch(/^## .+\n/);
	});

	it('uses only the credentials that a demonstration fills in', () => {
		const used = nodes.flatMap(({ credentials = {} }) => Object.entries(credentials));
		expect(used.filter(([type, { id }]) => CREDENTIALS[type] !== id)).toEqual([]);
	});

	it('creates the Data Table of order items with the columns of the rows', () => {
		const expected = COLUMNS.map(({ name, type }) => ({
			name,
			type: type === 'number' ? 'number' : 'string',
		}));
		for (const { parameters } of nodes) {
			if (parameters.tableName === 'Order items')
				expect(parameters.columns).toEqual({ column: expected });
		}
	});

	it('creates a Data Table that it shares with the columns that all of them use', () => {
		for (const { parameters } of nodes) {
			const shared = SHARED_TABLES[String(parameters.tableName)];
			if (shared)
				expect(parameters.columns).toEqual({
					column: shared.map((name) => ({ name, type: 'string' })),
				});
		}
	});

	it('says which column gets which field, so that a further field never breaks a table', () => {
		const mapped = nodes
			.map(({ parameters }) => parameters.columns as Mapping | undefined)
			.filter((columns) => columns?.mappingMode !== undefined);
		expect(mapped.map((columns) => columns?.mappingMode)).toEqual(mapped.map(() => 'defineBelow'));
		const rows = mapped.filter((columns) => columns?.value.fulfillment_status !== undefined);
		for (const columns of rows) {
			expect(columns?.value).toEqual(
				Object.fromEntries(COLUMNS.map(({ name }) => [name, `={{ $json.${name} }}`])),
			);
		}
	});

	it('sets only parameters and options that the nodes of this package have', async () => {
		const known = await ownNodes();
		for (const { type, parameters } of nodes.filter((node) => node.type.startsWith(OWN))) {
			const properties = known[type]?.description.properties ?? [];
			const unknown = Object.keys(parameters)
				.filter((key) => key !== POLL_TIMES)
				.filter((key) => named(properties, key).length === 0);
			const options = named(properties, 'options').flatMap(
				(property) => (property.options ?? []) as INodeProperties[],
			);
			const unknownOptions = Object.keys(parameters.options ?? {}).filter(
				(key) => named(options, key).length === 0,
			);
			expect({ type, unknown, unknownOptions }).toEqual({ type, unknown: [], unknownOptions: [] });
		}
	});
});
