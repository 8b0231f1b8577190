import ALIEXPRESS from '../fixtures/aliexpress/fields.json';
import TUYA from '../fixtures/tuya/fields.json';
import { fixture, normalized } from './aliexpress/order.support';
import { normalize, sample, type Draft } from './tuya/order.support';

/** A documented field of an order: what is put there, and where the order shows it. */
interface Field {
	readonly path: string;
	readonly type: string;
	readonly value?: unknown;
	/** Fields that come first and are therefore taken away. */
	readonly without?: readonly string[];
	/** Fields in the same object, and in the object around it. */
	readonly beside?: object;
	readonly around?: object;
	readonly to?: string;
	/** What is shown there, the value itself where it is left out. */
	readonly expected?: unknown;
	/** True where the output "Raw" alone has it. */
	readonly raw_only?: boolean;
}

/** Each field that the order shows, by its path. */
const mapped = (fields: readonly Field[]) =>
	fields.flatMap((field) =>
		field.to === undefined ? [] : [[field.path, field.to, field] as const],
	);

const at = (source: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((inner, name) => (inner as Draft | null)?.[name], source);

/** The paths of all values; what is in an array has the path of the array. */
const leaves = (value: unknown, path: readonly string[] = []): readonly string[] => {
	if (Array.isArray(value)) return value.flatMap((each) => leaves(each, path));
	if (typeof value !== 'object' || value === null || 'Value' in value) return [path.join('.')];
	return Object.entries(value).flatMap(([name, inner]) =>
		leaves(inner, name.startsWith('aeop_') ? path : [...path, name]),
	);
};
const [ENVELOPE] = Object.values(fixture('order.finished') as Draft);

describe.each<readonly [string, readonly Field[], readonly string[]]>([
	['AliExpress', ALIEXPRESS, leaves(ENVELOPE)],
	['Tuya', TUYA, leaves(sample())],
])('%s', (_name, fields, found) => {
	const plain = fields.map(({ path }) => path.replaceAll('[]', ''));
	const isHolder = (path: string) => plain.some((other) => other.startsWith(`${path}.`));

	test('every documented field is listed once, and either mapped or raw only', () => {
		expect(plain).toEqual([...new Set(plain)]);
		const odd = fields.filter(({ to, raw_only }, index) => {
			const isSaid = (to !== undefined) !== (raw_only === true);
			return !isSaid && !isHolder(plain[index] ?? '');
		});
		expect(odd).toEqual([]);
	});

	test('every field of the documented sample is in the list', () => {
		expect(found.length).toBeGreaterThan(10);
		expect(found.filter((path) => !plain.includes(path))).toEqual([]);
	});
});

describe('AliExpress: each field', () => {
	/** The answer that has `value` at the field’s path and nothing else but what it needs around it. */
	function answerWith({ path, value, beside = {}, around = {} }: Field): Draft {
		const names = path.split('.');
		return names.reduceRight<Draft>(
			(inner, name, depth) => ({
				...(depth === names.length - 1 ? beside : depth === names.length - 2 ? around : {}),
				[name]: depth === names.length - 1 ? value : inner,
			}),
			{},
		);
	}
	/** What else AliExpress may send for a value of a type: text for number, one element for a list. */
	const VARIANTS: Readonly<Record<string, (value: unknown) => unknown>> = {
		String: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : ` ${String(value)} `),
		Number: String,
		Object: (value) => [value],
		'List[Object]': (value) => (value as readonly unknown[])[0],
	};

	test.each(mapped(ALIEXPRESS))('%s is found in %s, in either form of its type', (_, to, field) => {
		const shown = (value: unknown) => at(normalized(answerWith({ ...field, value }).result), to);
		expect(shown(field.value)).toEqual(field.expected);
		expect(shown(VARIANTS[field.type]?.(field.value))).toEqual(field.expected);
		expect(shown(null)).not.toEqual(field.expected);
	});
});

describe('Tuya: each field', () => {
	/** The sample with the value at the path, made if it is not there; `[]` is the first element. */
	function put(payload: Draft, path: string, value: unknown): Draft {
		const keys = path.replace(/\[\]/g, '.0').split('.');
		const last = keys.pop() ?? '';
		let inner = payload;
		for (const key of keys) inner = (inner[key] ??= {}) as Draft;
		if (value === undefined) delete inner[last];
		else inner[last] = value;
		return payload;
	}

	test.each(mapped(TUYA))('%s is found in %s', (path, to, { value, expected = value, without }) => {
		const before = (without ?? []).reduce((all, each) => put(all, each, undefined), sample());
		expect(at(normalize(put(structuredClone(before), path, value)), to)).toEqual(expected);
		const absent = normalize(put(before, path, null));
		expect(at(absent, to.replace(/\.amount$/, ''))).not.toEqual(expected);
	});

	test.each(TUYA.filter((field: Field) => field.raw_only))('$path changes nothing', ({ path }) => {
		expect(normalize(put(sample(), path, 'Distinct-7'))).toEqual(normalize(sample()));
	});
});
