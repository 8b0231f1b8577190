import fc from 'fast-check';

/** What the property tests of the providers share: odd values, spoiled samples, and what an order must be. */

/** JSON values that payloads of other systems have had in the place of a proper one. */
const oddJson: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
	{
		weight: 3,
		arbitrary: fc.constantFrom<unknown>(
			...[null, true, 0, -0, -1, 1e21, 1e22, 1e-7, 2 ** 53, Number.MAX_VALUE],
			...['', ' ', '0', '-1.50', '-0.00', '1,04', '9007199254740993', '1e5', '1e99', '1e999'],
			...['NaN', 'Infinity', '****', '__proto__', 'constructor', '2024-11-03 01:30:00'],
			...['finished', 'closed', 'CANCELED', 'TRADE_SUCCESS', 'POSTAGE', 'USD', 'SKar68c6djd4q0'],
			...['[{"key":"POSTAGE"}]', { amount: '3' }, { Value: null }, { Value: { Value: '1' } }],
			'{"sku_value_list":["S"],"price_detail":[{"key":"POSTAGE","amount":1.10}]}',
			...[[], {}, [[]], [[[]]], [null]],
			JSON.parse('{"__proto__":{"order_id":"x"}}') as unknown,
		),
	},
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.bigInt().map(String),
);

/** These, and what no parser hands over. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 6, arbitrary: oddJson },
	fc.anything({
		maxDepth: 2,
		maxKeys: 3,
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
		withSparseArray: true,
	}),
);

type Node = Record<string, unknown>;
interface Mutation {
	readonly place: number;
	readonly kind: 'replace' | 'remove' | 'double' | 'wrap' | 'box' | 'unwrap';
	readonly value: unknown;
}

/** One to four changes of a sample, which put some of these values into it. */
export const mutationsWith = (value: fc.Arbitrary<unknown>): fc.Arbitrary<readonly Mutation[]> =>
	fc.array(
		fc.record<Mutation>({
			place: fc.nat(1000),
			kind: fc.constantFrom('replace', 'replace', 'remove', 'double', 'wrap', 'box', 'unwrap'),
			value,
		}),
		{ minLength: 1, maxLength: 4 },
	);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Each place in `root` as its parent and key; what is in `strangers` is not walked. */
function places(
	root: unknown,
	strangers: ReadonlySet<unknown>,
	found: (readonly [Node, string])[] = [],
): readonly (readonly [Node, string])[] {
	if (isNode(root) && !strangers.has(root)) {
		for (const key of Object.keys(root)) {
			found.push([root, key]);
			places(root[key], strangers, found);
		}
	}
	return found;
}

/** A copy of `source` with nodes replaced, removed, doubled, wrapped or unwrapped. */
export function mutate(source: unknown, list: readonly Mutation[]): unknown {
	const root: Node = { root: structuredClone(source) };
	const strangers = new Set<unknown>();
	for (const { place, kind, value } of list) {
		const all = places(root, strangers);
		const [parent, key] = all[place % all.length] ?? [root, 'root'];
		const old = parent[key];
		const doubled = kind === 'double' ? [old, old] : [];
		if (kind === 'replace' || strangers.has(old)) {
			strangers.add(value);
			parent[key] = value;
		} else if (kind === 'wrap') parent[key] = [old];
		else if (kind === 'box') parent[key] = { element: old };
		else if (kind === 'unwrap') parent[key] = isNode(old) ? Object.values(old)[0] : String(old);
		else if (Array.isArray(parent)) parent.splice(Number(key), 1, ...doubled);
		else if (kind === 'double') parent[key] = doubled;
		else delete parent[key];
	}
	return root.root;
}

export function freeze<T>(value: T): T {
	if (isNode(value) && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(freeze);
	return value;
}

/** Taken once: in Jest, looking up a global is slow. */
const { getPrototypeOf, keys, prototype: plainObject } = Object;

/** Where `value` is not plain JSON that n8n may store and a sheet may show; `null` where it is. */
export function flaw(value: unknown): string | null {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
	if (typeof value === 'number') return Number.isFinite(value) ? null : ` is ${value}`;
	if (typeof value !== 'object') return ` is of the type ${typeof value}`;
	const isPlain = Array.isArray(value) || getPrototypeOf(value) === plainObject;
	if (!isPlain) return ' is no plain object';
	if ('amount' in value && 'currency' in value && !('method' in value)) {
		if (typeof value.amount !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(value.amount)) {
			return ' is no decimal';
		}
	}
	for (const key of keys(value)) {
		const inner = flaw((value as Node)[key]);
		if (inner !== null) return `.${key}${inner}`;
	}
	return null;
}

/** Plain `throw`s: `expect` in each of so many steps would take most of the time. */
export function must(fact: boolean, otherwise: string): void {
	if (!fact) throw new Error(otherwise);
}
