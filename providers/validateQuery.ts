import { isTimeZone } from '../order/time';
import { fail, failure, succeed } from './failure';
import type { OrderQuery, Outcome } from './contract';

/** Letters, digits and `_ - .`: what no gateway reads as anything but itself. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
const LONGEST = 128;

const shown = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

/** The refusal for a value that must not be sent, naming the field; `null` when it may. */
function refusal(label: string, value: string): { message: string; description: string } | null {
	if (value === '') {
		return {
			message: `The ${label} is empty`,
			description: `Enter the ${label}, or check that the expression in the field ${label} finds a value in this item.`,
		};
	}
	if (value.length > LONGEST) {
		return {
			message: `The ${label} is longer than ${LONGEST} characters`,
			description: `Check the field ${label}: it should hold one value, not a whole text or table row.`,
		};
	}
	if (!PLAIN.test(value) || /^\.+$/.test(value)) {
		return {
			message: `The ${label} "${shown(value)}" has characters that no ${label} has`,
			description: `Only letters, digits and _ - . are allowed in the field ${label}. Enter one value; for several orders use one item for each.`,
		};
	}
	return null;
}

/**
 * The query if each of its texts may be sent, else the refusal of the first that may not. A time
 * zone that is not known is refused too, since every time of the order would be lost to it.
 *
 * @param labels the provider's own required fields: parameter name → the label the user sees
 */
export function checkQuery(
	query: OrderQuery,
	labels: Readonly<Record<string, string>> = {},
): Outcome<OrderQuery> {
	const values: ReadonlyArray<readonly [string, string]> = [
		['Order ID', query.orderId],
		...Object.entries(labels).map(([name, label]) => [label, query.fields[name] ?? ''] as const),
		...(query.language ? [['Language', query.language] as const] : []),
	];
	for (const [label, value] of values) {
		const refused = refusal(label, value);
		if (refused) return fail(failure('parameters', refused.message, refused.description));
	}
	if (!isTimeZone(query.timeZone)) {
		return fail(
			failure(
				'parameters',
				`The Time Zone "${shown(query.timeZone)}" is not known`,
				'Choose one from the list of the option Time Zone, or let its expression give a name like America/Los_Angeles or UTC.',
			),
		);
	}
	return succeed(query);
}
