import fields from '../../fixtures/aliexpress/fields.json';
import { at, mapped, type Field } from '../fields.support';
import { fixture, normalized } from './order.support';

const FIELDS: readonly Field[] = fields;
const MAPPED = mapped(FIELDS);

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

test.each(MAPPED)('%s is found in %s, and it alone makes that difference', (_, to, field) => {
	expect(at(normalized(answerWith(field).result), to)).toEqual(field.expected);
	const { result } = answerWith({ ...field, value: null });
	expect(at(normalized(result), to)).not.toEqual(field.expected);
});

/** What else AliExpress may send for a value of a type: text for number, one element for a list. */
const VARIANTS: Readonly<Record<string, (value: unknown) => unknown>> = {
	String: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : ` ${String(value)} `),
	Number: String,
	Object: (value) => [value],
	'List[Object]': (value) => (value as readonly unknown[])[0],
};

test.each(MAPPED)('%s is read in the other form of its type too', (_, to, field) => {
	const { result } = answerWith({ ...field, value: VARIANTS[field.type]?.(field.value) });
	expect(at(normalized(result), to)).toEqual(field.expected);
});

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
