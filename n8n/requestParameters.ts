import { err, ok, type Result } from '../providers/failure';

type Pair = readonly [key: string, value: string];

/**
 * Parameters as key and text, nothing trimmed: from an object, `URLSearchParams`, or the text or bytes
 * of a form. A list is its elements, any other object is JSON text.
 */
export function pairsOf(source: unknown): readonly Pair[] {
	if (source instanceof URLSearchParams) return [...source];
	if (typeof source === 'string') return [...new URLSearchParams(source)];
	if (Buffer.isBuffer(source)) return [...new URLSearchParams(source.toString())];
	return Object.entries(source ?? {}).flatMap(([key, value]: [string, unknown]) =>
		(Array.isArray(value) ? value : [value])
			.filter((each) => each !== undefined)
			.map((each): Pair => [key, plainText(each)]),
	);
}

/** Each parameter once: no provider documents how to sign a repeated one. */
export function parameters(pairs: readonly Pair[]): Result<Readonly<Record<string, string>>> {
	const values = new Map<string, string>();
	for (const [key, value] of pairs) {
		if (values.has(key)) {
			return err({
				kind: 'invalid_parameter',
				message: `The parameter "${key}" has more than one value`,
				description:
					'A signed request contains each parameter once. Combine the values into one text as the documentation of the API shows, for example separated by commas.',
			});
		}
		values.set(key, value);
	}
	return ok(Object.fromEntries(values));
}

function plainText(value: unknown): string {
	if (value === null) return '';
	// Half of a surrogate pair cannot be sent; UTF-8 replaces it.
	if (typeof value !== 'object') return Buffer.from(String(value)).toString();
	const json = JSON.stringify(value);
	const plain: unknown = JSON.parse(json);
	return typeof plain === 'string' ? plain : json;
}
