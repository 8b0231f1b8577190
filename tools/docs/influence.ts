import { parseJson } from '../../json/parse';
import { field } from '../../json/read';
import { rows, type Cell } from '../../order/rows';
import { providerNamed } from '../../providers';
import { succeed } from '../../providers/failure';
import { aliExpressOrder, aliExpressTracking } from '../sandbox/aliexpress/orders';
import { tuyaOrder } from '../sandbox/tuya/orders';

/** What a provider sends for one order: the order and, where it has been asked for, its tracking. */
interface Answers {
	readonly order: unknown;
	readonly tracking: unknown;
}

const numbers = Array.from({ length: 40 }, (_, at) => String(at + 100));

/** Made-up orders of every course, and each with a status that it did not come to. */
const ANSWERS: Readonly<Record<string, readonly Answers[]>> = {
	aliexpress: numbers.flatMap((number) => {
		const id = `8190000000000${number}`;
		const order = parseJson(aliExpressOrder(id));
		const tracking = field(parseJson(aliExpressTracking(id) ?? '{}'), 'data');
		const received = { ...(order as object), logistics_status: 'BUYER_ACCEPT_GOODS' };
		return [
			{ order, tracking: undefined },
			{ order, tracking },
			{ order: received, tracking: undefined },
		];
	}),
	tuya: numbers
		.map((number) => parseJson(tuyaOrder(`SO2605${number}`)))
		.flatMap((order) => [order, { ...(order as object), order_status: 'closed' }])
		.map((order) => ({ order, tracking: undefined })),
};

/** A copy with each field of these names, wherever it stands, as `change` has it; `undefined` is none. */
function changed(
	value: unknown,
	names: readonly string[],
	change: (inner: unknown) => unknown,
): unknown {
	if (Array.isArray(value)) return value.map((element) => changed(element, names, change));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.map(([name, inner]: [string, unknown]) => [
				name,
				names.includes(name) ? change(inner) : changed(inner, names, change),
			])
			.filter(([, inner]) => inner !== undefined),
	);
}

const left = (): undefined => undefined;

/** Another value of the same kind: a number or an amount, in itself or further in. */
function other(value: unknown): unknown {
	if (typeof value === 'number') return value + 86_400_000;
	if (typeof value === 'string') return /^\d+\.\d+$/.test(value) ? '7.77' : value;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, other(inner)]));
}

function cells(name: string, column: string, { order, tracking }: Answers): readonly Cell[] {
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
	const own = provider.normalize(order, query);
	const merged = tracking ? provider.followUp?.merge(own, succeed(tracking)) : own;
	return rows(merged ?? own).map((row) => row[column] ?? null);
}

/** Whether the column is another one if the field is left out or has another value. */
function matters(provider: string, column: string, field: string, answers: Answers): boolean {
	const cellsWith = (change: (inner: unknown) => unknown): string => {
		const part = (value: unknown) => changed(value, [field], change);
		const { order, tracking } = answers;
		return JSON.stringify(
			cells(provider, column, { order: part(order), tracking: part(tracking) }),
		);
	};
	const own = JSON.stringify(cells(provider, column, answers));
	return own !== cellsWith(left) || own !== cellsWith(other);
}

const answersWithout = (provider: string, names: readonly string[]): readonly Answers[] =>
	(ANSWERS[provider] ?? []).map(({ order, tracking }) => ({
		order: changed(order, names, left),
		tracking: changed(tracking, names, left),
	}));

/** True when the column comes from the field in an order that has none of the fields `before`. */
export const counts = (
	provider: string,
	column: string,
	field: string,
	before: readonly string[],
): boolean =>
	answersWithout(provider, before).some((answers) => matters(provider, column, field, answers));

/** True when an order that has both fields, and none of those `before`, goes by the first alone. */
export const outranks = (
	provider: string,
	column: string,
	[first, second]: readonly [string, string],
	before: readonly string[],
): boolean =>
	answersWithout(provider, before).some((answers) => {
		const text = JSON.stringify(answers);
		return (
			[first, second].every((name) => text.includes(`"${name}":`)) &&
			matters(provider, column, first, answers) &&
			!matters(provider, column, second, answers)
		);
	});

/** All that a column says in the made-up orders. */
export const told = (provider: string, column: string): ReadonlySet<Cell> =>
	new Set((ANSWERS[provider] ?? []).flatMap((answers) => cells(provider, column, answers)));
