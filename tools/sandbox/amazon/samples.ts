import { fixture } from '../wire';
import type { AmazonOrder } from './orders';
import { keyOf, type AmazonSearch, type SearchBody } from './search';

/** The model's own answers. */

interface Sample {
	readonly operation: string;
	readonly status: number;
	readonly request: {
		readonly parameters: Readonly<Record<string, { readonly value: string | readonly string[] }>>;
	};
}

const SAMPLES = Object.entries(
	JSON.parse(fixture('amazon/requests.json')) as Readonly<Record<string, Sample>>,
).filter(([, { status }]) => status === 200);

const bodyOf = (name: string) =>
	JSON.parse(fixture(`amazon/${name}`)) as Partial<SearchBody> & { readonly order?: AmazonOrder };

/** The orders in the answers, by id. */
export const SAMPLE_ORDERS: ReadonlyMap<string, AmazonOrder> = new Map(
	[...SAMPLES.map(([name]) => name), 'order.example.json']
		.map(bodyOf)
		.flatMap(({ order, orders = [] }) => (order ? [order] : (orders as readonly AmazonOrder[])))
		.map((order) => [String(order.orderId), order]),
);

const SEARCHES: ReadonlyMap<string, SearchBody> = new Map(
	SAMPLES.filter(([, { operation }]) => operation === 'searchOrders').map(([name, { request }]) => {
		const values = Object.fromEntries(
			Object.entries(request.parameters).map(([parameter, { value }]) => [
				parameter,
				[value].flat(),
			]),
		);
		return [keyOf(values) + (values.paginationToken?.[0] ?? ''), bodyOf(name) as SearchBody];
	}),
);

/** The model's answer to one of its searches, whichever data sets are asked for. */
export const sampleSearch = ({ key, values }: AmazonSearch): SearchBody | undefined =>
	SEARCHES.get(key + (values.paginationToken?.[0] ?? ''));
