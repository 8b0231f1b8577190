import { shorten } from '../order/text';
import type { OrderQuery, ProviderQuery } from './call';
import { invalidParameter, ok, type Err, type Result } from './failure';

/** Letters, digits and `_ - .`: what no gateway reads as anything but itself. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
const LONGEST = 128;

/** The rejection of a value that must not be sent, naming its field; `null` when it may. */
function rejectionOf(label: string, value: string): Err | null {
	if (value === '') {
		return invalidParameter(
			`The ${label} is empty`,
			`Enter the ${label}, or check that the expression in the field ${label} finds a value in this item.`,
		);
	}
	if (/\{\{|\}\}/.test(value)) {
		return invalidParameter(
			`The ${label} contains an expression that was not evaluated`,
			`Switch the field ${label} to Expression, so that {{ … }} is replaced by its value.`,
		);
	}
	if (value.length > LONGEST) {
		return invalidParameter(
			`The ${label} is longer than ${LONGEST} characters`,
			`Check the field ${label}: it should contain one value, not a whole text or table row.`,
		);
	}
	if (!PLAIN.test(value) || /^\.+$/.test(value)) {
		const several = /[,;\s|]/.test(value)
			? ' For several values use one item for each, for example with the Split Out node.'
			: '';
		return invalidParameter(
			`The ${label} "${shorten(value)}" contains invalid characters`,
			`The field ${label} takes one value of letters, digits and _ - . only.${several}`,
		);
	}
	return null;
}

/** The query if each of its texts may be sent. `labels` are those of the provider's own required fields, by name. */
export function validateQuery<Query extends ProviderQuery & Partial<OrderQuery>>(
	query: Query,
	labels: Readonly<Record<string, string>> = {},
): Result<Query> {
	const { orderId, fields, language } = query;
	const texts = [
		...(orderId === undefined ? [] : [['Order ID', orderId] as const]),
		...Object.entries(labels).map(([name, label]) => [label, fields[name] ?? ''] as const),
		...(language ? [['Language', language] as const] : []),
	];
	for (const [label, value] of texts) {
		const rejection = rejectionOf(label, value);
		if (rejection) return rejection;
	}
	return ok(query);
}
