import documented from '../../fixtures/tuya/fields.json';
import { at, mapped, type Field } from '../fields.support';
import { normalize, sample, type Draft } from './order.support';

const FIELDS: readonly Field[] = documented;
const paths = FIELDS.map(({ path }) => path);
const isHolder = (path: string): boolean =>
	paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[].`));
const leaves = FIELDS.filter(({ path }) => !isHolder(path));

/** The object that holds the field, made if it is not there; `[]` is the first element. */
function holder(payload: Draft, path: string): readonly [Draft, string] {
	const keys = path.replace(/\[\]/g, '.0').split('.');
	const last = keys.pop() ?? '';
	let inner = payload;
	for (const key of keys) inner = (inner[key] ??= {}) as Draft;
	return [inner, last];
}
function put(payload: Draft, path: string, value: unknown): Draft {
	const [inner, key] = holder(payload, path);
	inner[key] = value;
	return payload;
}
function take(payload: Draft, path: string): Draft {
	const [inner, key] = holder(payload, path);
	delete inner[key];
	return payload;
}

test('every documented field is either mapped or raw only', () => {
	expect(leaves.filter(({ to, raw_only }) => (to === undefined) !== (raw_only === true))).toEqual(
		[],
	);
	expect(new Set(paths).size).toBe(paths.length);
});

test('every field of the documented sample is in the list', () => {
	const found = new Set<string>();
	const walk = (value: unknown, path: string): void => {
		if (Array.isArray(value)) {
			for (const element of value as unknown[]) walk(element, `${path}[]`);
		} else if (typeof value === 'object' && value !== null && !('Value' in value)) {
			for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
		} else {
			found.add(path.replace(/\[\]$/, ''));
		}
	};
	walk(sample(), '');
	const known = leaves.map(({ path }) => path);
	expect([...found].filter((path) => !known.includes(path))).toEqual([]);
	expect(found.size).toBeGreaterThan(60);
});

test.each(mapped(FIELDS))('%s is found in %s', (path, to, { value, expected = value, without }) => {
	const before = (without ?? []).reduce(take, sample());
	expect(at(normalize(put(structuredClone(before), path, value)), to)).toEqual(expected);
	const absent = normalize(put(before, path, null));
	expect(at(absent, to.replace(/\.amount$/, ''))).not.toEqual(expected);
});

test.each(FIELDS.filter(({ raw_only }) => raw_only))('$path changes nothing', ({ path }) => {
	expect(normalize(put(sample(), path, 'Distinct-7'))).toEqual(normalize(sample()));
});
