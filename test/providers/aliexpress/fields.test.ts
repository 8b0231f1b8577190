import fields from '../../fixtures/aliexpress/fields.json';
import { fixture, normalized } from './order.support';

/**
 * A documented field of `aliexpress.trade.ds.order.get`: what is put there and where in the order it
 * is found, or that only the raw payload has it.
 */
interface Field {
	readonly path: string;
	readonly type: string;
	readonly value?: unknown;
	/** Fields in the same object, and in the object around it. */
	readonly beside?: object;
	readonly around?: object;
	readonly to?: string;
	readonly expected?: unknown;
	readonly raw_only?: boolean;
}

const FIELDS: readonly Field[] = fields;
const MAPPED = FIELDS.filter(({ to }) => to !== undefined);

/** The answer that has `value` at the field's path and nothing else but what it needs around it. */
function answerWith({ path, value, beside = {}, around = {} }: Field): Record<string, unknown> {
	const names = path.split('.');
	return names.reduceRight<Record<string, unknown>>(
		(inner, name, depth) => ({
			...(depth === names.length - 1 ? beside : depth === names.length - 2 ? around : {}),
			[name]: depth === names.length - 1 ? value : inner,
		}),
		{},
	);
}

const at = (source: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null)?.[name], source);

const leaves = (value: unknown, path: readonly string[] = []): readonly string[] => {
	if (typeof value !== 'object' || value === null) return [path.join('.')];
	if (Array.isArray(value)) return value.flatMap((each) => leaves(each, path));
	return Object.entries(value).flatMap(([name, inner]) =>
		leaves(inner, name.startsWith('aeop_') ? path : [...path, name]),
	);
};

test.each(FIELDS.map(({ path, ...rest }) => [path, rest] as const))(
	'%s is either mapped or raw only',
	(_path, { type, to, raw_only }) => {
		expect(['String', 'Number', 'Object', 'List[Object]']).toContain(type);
		expect([to !== undefined, raw_only === true].filter(Boolean)).toHaveLength(1);
	},
);

test.each(MAPPED.map((field) => [field.path, field.to, field] as const))(
	'%s is found in %s',
	(_path, to = '', field) => {
		const { result } = answerWith(field);
		const order = normalized(result);
		expect(at(order, to)).toEqual(field.expected);
	},
);

/** What else AliExpress may send for a value of a type: text for number, one element for a list. */
const VARIANTS: Readonly<Record<string, (value: unknown) => unknown>> = {
	String: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : ` ${String(value)} `),
	Number: String,
	Object: (value) => [value],
	'List[Object]': (value) => (value as readonly unknown[])[0],
};

test.each(MAPPED.map((field) => [field.path, field.type, field] as const))(
	'%s, a %s, is read in its other form too',
	(_path, type, field) => {
		const { result } = answerWith({ ...field, value: VARIANTS[type]?.(field.value) });
		expect(at(normalized(result), field.to ?? '')).toEqual(field.expected);
	},
);

test.each(MAPPED.map((field) => [field.path, field] as const))(
	'%s alone makes that difference',
	(_path, field) => {
		const { result } = answerWith({ ...field, value: null });
		expect(at(normalized(result), field.to ?? '')).not.toEqual(field.expected);
	},
);

test('no field is listed twice', () => {
	const paths = FIELDS.map(({ path }) => path);
	expect(paths).toEqual([...new Set(paths)]);
});

test('each field of the documented sample is in the list', () => {
	const [envelope] = Object.values(fixture('order.finished') as Record<string, unknown>);
	const paths = FIELDS.map(({ path }) => path);
	const sample = leaves(envelope);
	expect(sample.length).toBeGreaterThan(10);
	expect(sample.filter((path) => !paths.includes(path))).toEqual([]);
});
