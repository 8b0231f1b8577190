import type { FailureKind } from './failure';

/**
 * A kind of refusal: the codes that mean it and what the user reads, as functions of what is known.
 * The tables of the documentation are made from these rows.
 */
export interface FailureRow<Facts> {
	/** The provider's codes; one that ends in `*` stands for all that begin with it. */
	readonly codes: readonly string[];
	readonly kind: FailureKind;
	readonly message: (facts: Facts) => string;
	readonly hint: (facts: Facts) => string;
}

/** Codes come in several spellings: `MISSING_PARAMETER` is `MissingParameter`. */
const plain = (code: string): string => code.toLowerCase().replaceAll('_', '');

/** Looks a code up, whatever its case and underscores; an exact code outranks a family. */
export function failureLookup<Row extends FailureRow<never>>(
	rows: readonly Row[],
): (code: string) => Row | undefined {
	const exact = new Map<string, Row>();
	const families: { readonly prefix: string; readonly row: Row }[] = [];
	for (const row of rows) {
		for (const code of row.codes.map(plain)) {
			if (code.endsWith('*')) families.push({ prefix: code.slice(0, -1), row });
			else exact.set(code, row);
		}
	}
	return (code) => {
		const name = plain(code);
		if (name === '') return undefined;
		return exact.get(name) ?? families.find(({ prefix }) => name.startsWith(prefix))?.row;
	};
}
