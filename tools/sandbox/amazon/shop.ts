import { ListedShop } from '../shop';
import { beginningOf } from './generate';
import { amazonOrder, type AmazonOrder } from './orders';
import { SAMPLE_ORDERS, sampleSearch } from './samples';
import { SCENARIOS, type AmazonScenario } from './scenarios';
import { fits, isElsewhere, PageTokens, timeOf } from './search';
import type { AmazonSearch, SearchBody, SearchHook } from './search';

/** The orders of one seller: any id that starts with the seller's number, and those in Amazon's samples. */
export class AmazonShop extends ListedShop<AmazonScenario, SearchHook> {
	private readonly tokens = new PageTokens();

	constructor(
		/** Three digits. */
		readonly number: number,
		now: () => number,
		/** Milliseconds after a change until a search finds it. */
		readonly delay: number,
	) {
		super(now, (orderId) => orderId.startsWith(`${number}-`), SCENARIOS, beginningOf);
		this.reset();
	}

	orderId(order: number): string {
		return `${this.number}-0000000-${String(order).padStart(7, '0')}`;
	}

	/** `null` if this seller has no such order. */
	order(orderId: string): AmazonOrder | null {
		if (this.body(orderId) !== undefined) return this.inBody(orderId, 'order');
		if (!this.generates(orderId)) return SAMPLE_ORDERS.get(orderId) ?? null;
		return amazonOrder(orderId, this.changes(orderId));
	}

	/** A page of whole orders, oldest first; `region`, or a sentence about its token. */
	page(search: AmazonSearch): SearchBody | 'region' | string {
		const sample = sampleSearch(search);
		if (sample) return sample;
		if (isElsewhere(search)) return 'region';
		const [token] = search.values.paginationToken ?? [];
		const rest = token === undefined ? null : this.tokens.rest(search, token, this.now());
		if (typeof rest === 'string') return rest;
		const { ids, before } = rest ?? { ids: this.found(search), before: search.before };
		const left = ids.slice(search.pageSize);
		return {
			orders: ids.slice(0, search.pageSize).map((orderId) => this.order(orderId)),
			...(left.length > 0 && {
				pagination: { nextToken: this.tokens.add(search, left, before, this.now()) },
			}),
			[`${search.by}Before`]: new Date(before).toISOString(),
		};
	}

	private found(search: AmazonSearch): readonly string[] {
		return [...this.listed]
			.map((orderId) => this.order(orderId))
			.filter((order) => order !== null)
			.filter((order) => fits(search, order))
			.sort((a, b) => timeOf(a, search.by) - timeOf(b, search.by))
			.map((order) => String(order.orderId));
	}
}
