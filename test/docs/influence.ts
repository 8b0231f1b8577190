import { parseJson } from '../../http/json';
import { field } from '../../order/read';
import { rows, type Cell } from '../../order/rows';
import { providerNamed } from '../../providers';
import { succeed } from '../../providers/failures';
import { aliExpressOrder, aliExpressTracking } from '../sandbox/aliexpress/orders';
import { tuyaOrder } from '../sandbox/tuya/orders';

/** What a provider sends for one order: the order and, where it has been asked for, its tracking. */
interface Answers {
	readonly order: unknown;
	readonly tracking: unknown;
}

const numbers = Array.from({ length: 40 }, (_, at) => String(at + 100));

/** Made-up orders of every course, and of every course with the statuses of the others. */
const ANSWERS: Readonly<Record<string, readonly Answers[]>> = {
	aliexpress: numbers.flatMap((number) => {
		const id = `8190000000000${number}`;
		const order = parseJson(aliExpressOrder(id));
		const tracking = field(parseJson(aliExpressTracking(id) ?? '{}'), 'data');
		return [
			{ order, tracking: undefined },
			{ order, tracking },
		];
	}),
	tuya: numbers
		.map((number) => parseJson(tuyaOrder(`SO2605${number}`)))
		.flatMap((order) => [order, { ...(order as object), order_status: 'closed' }])
		.map((order) => ({ order, tracking: undefined })),
};

/** A copy without the fields of these names, wherever they stand. */
function without(value: unknown, names: readonly string[]): unknown {
	if (Array.isArray(value)) return value.map((element) => without(element, names));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => !names.includes(name))
			.map(([name, inner]) => [name, without(inner, names)]),
	);
}

function cells(name: string, column: string, answers: Answers, missing: readonly string[]): Cell[] {
	const provider = providerNamed(name);
	if (!provider) throw new Error(`There is no provider "${name}".`);
	const query = {
		provider: name,
		orderId: 'asked-for',
		fields: {},
		language: '',
		timeZone: 'America/Los_Angeles',
		includeTracking: true,
	};
	const order = provider.normalize(without(answers.order, missing), query);
	const tracking = without(answers.tracking, missing);
	const merged = tracking ? provider.followUp?.merge(order, succeed(tracking)) : order;
	return rows(merged ?? order).map((row) => row[column] ?? null);
}

/**
 * True when, in an order that has none of the fields `before`, the column is another one without
 * the field than with it.
 */
export const counts = (
	provider: string,
	column: string,
	field: string,
	before: readonly string[],
): boolean =>
	(ANSWERS[provider] ?? []).some((answers) => {
		const own = cells(provider, column, answers, before);
		const less = cells(provider, column, answers, [...before, field]);
		return JSON.stringify(own) !== JSON.stringify(less);
	});

/** All that a column says in the made-up orders. */
export const told = (provider: string, column: string): ReadonlySet<Cell> =>
	new Set((ANSWERS[provider] ?? []).flatMap((answers) => cells(provider, column, answers, [])));
