import { shorten } from '../order/text';
import type { OrderQuery } from './call';
import { err, ok, type Result, type Err } from './failure';

/** Letters, digits and `_ - .`: what no gateway reads as anything but itself. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
const LONGEST = 128;

const invalid = (message: string, description: string): Err =>
	err({ kind: 'invalid_parameter', message, description });

/** The rejection of a value that must not be sent, naming its field; `null` when it may. */
function rejectionOf(label: string, value: string): Err | null {
	if (value === '') {
		return invalid(
			`The ${label} is empty`,
			`Enter the ${label}, or check that the expression in the field ${label} finds a value in this item.`,
		);
	}
	if (/\{\{|\}\}/.test(value)) {
		return invalid(
			`The ${label} contains an expression that was not evaluated`,
			`Switch the field ${label} to Expression, so that {{ … }} is replaced by its value.`,
		);
	}
	if (value.length > LONGEST) {
		return invalid(
			`The ${label} is longer than ${LONGEST} characters`,
			`Check the field ${label}: it should contain one value, not a whole text or table row.`,
		);
	}
	if (!PLAIN.test(value) || /^\.+$/.test(value)) {
		const several = /[,;\s|]/.test(value)
			? ' For several values use one item for each, for example with the Split Out node.'
			: '';
		return invalid(
			`The ${label} "${shorten(value)}" contains invalid characters`,
			`The field ${label} takes one value of letters, digits and _ - . only.${several}`,
		);
	}
	return null;
}

/** The rejection of the first text that must not be sent, by the labels that the user sees. */
export function rejectionOfTexts(
	texts: ReadonlyArray<readonly [label: string, value: string]>,
): Err | null {
	for (const [label, value] of texts) {
		const rejection = rejectionOf(label, value);
		if (rejection) return rejection;
	}
	return null;
}

/** The texts that every query has, next to those of its own. */
export const commonTexts = (
	{ fields, language }: Pick<OrderQuery, 'fields' | 'language'>,
	labels: Readonly<Record<string, string>>,
): ReadonlyArray<readonly [string, string]> => [
	...Object.entries(labels).map(([name, label]) => [label, fields[name] ?? ''] as const),
	...(language ? [['Language', language] as const] : []),
];

/**
 * The query if each of its texts may be sent. `labels` are those of the provider's own required fields, by
 * name.
 */
export function validateQuery(
	query: OrderQuery,
	labels: Readonly<Record<string, string>> = {},
): Result<OrderQuery> {
	const rejection = rejectionOfTexts([['Order ID', query.orderId], ...commonTexts(query, labels)]);
	return rejection ?? ok(query);
}
