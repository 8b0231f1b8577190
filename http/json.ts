import { isSafeNumber, parse } from 'lossless-json';

/**
 * JSON text as plain data without loss: a number that a JavaScript number cannot hold to the digit
 * (ids beyond 2^53 − 1, long decimals) stays text. Of a repeated key the last one counts, as in
 * `JSON.parse`. `undefined` when the text is not one JSON value.
 */
export function parseJson(text: string): unknown {
	try {
		return parse(text, undefined, {
			parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
			onDuplicateKey: ({ newValue }) => newValue,
		});
	} catch {
		return undefined;
	}
}
