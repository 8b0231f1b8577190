import { Moves } from '../moves';
import { beginningOf, HOUR } from './generate';
import { amazonOrder, type AmazonOrder } from './orders';
import { SAMPLE_ORDERS, sampleSearch } from './samples';
import { SCENARIOS, type AmazonScenario } from './scenarios';
import { fits, isElsewhere, PageTokens, timeOf } from './search';
import type { AmazonSearch, SearchBody, SearchHook } from './search';

export interface Placement {
	/** Epoch milliseconds; default now. */
	readonly at?: number;
	readonly status?: AmazonScenario;
}

const GAP = 20 * HOUR;

/**
 * The orders of one seller: any id that starts with the seller's number, and those in Amazon's samples. A
 * search finds only the list, which begins with an order every 20 hours of the last month.
 */
export class AmazonShop {
	/** Changes the body of each accepted search; `null` for regular replies. */
	onSearch: SearchHook | null = null;
	/** False for an app without the role for personal data: the fields are left out. */
	hasPersonalData = true;
	private readonly bodies = new Map<string, string>();
	/** The times of an order that was placed or moved, epoch milliseconds. */
	private readonly times = new Map<
		string,
		{ readonly created?: number; readonly updated: number }
	>();
	private readonly listed = new Set<string>();
	private readonly moves = new Moves(SCENARIOS, beginningOf);
	private readonly tokens = new PageTokens();
	private readonly openedAt: number;

	/** `delay` in milliseconds: how long after a change a search does not find it yet. */
	constructor(
		/** Three digits. */
		readonly number: number,
		private readonly now: () => number,
		readonly delay: number,
	) {
		this.openedAt = now();
		this.reset();
	}

	/** The id of this seller's order with this number. */
	orderId(order: number): string {
		return `${this.number}-0000000-${String(order).padStart(7, '0')}`;
	}

	/** Puts an order on the list, placed and last changed at that time. `status` is a move. */
	place(orderId: string, { at = this.now(), status }: Placement = {}): void {
		if (!this.generates(orderId)) throw new Error(`${orderId} does not start with ${this.number}-`);
		if (status !== undefined) this.move(orderId, status);
		this.times.set(orderId, { created: at, updated: at });
		this.listed.add(orderId);
	}

	/** Takes an order off the list; the order call still knows it. */
	remove(orderId: string): void {
		this.listed.delete(orderId);
	}

	/** Empties the list. */
	clear(): void {
		this.listed.clear();
	}

	move(orderId: string, to?: string): AmazonScenario {
		if (this.bodies.has(orderId) || !this.generates(orderId)) {
			throw new Error(`${orderId} is not generated and cannot be moved`);
		}
		const moved = this.moves.move(orderId, to);
		this.times.set(orderId, { ...this.times.get(orderId), updated: this.now() });
		return moved;
	}

	setBody(orderId: string, body: string): void {
		this.bodies.set(orderId, body);
	}

	/** The reply that was set for an order; a search finds the order in it if it is listed. */
	body(orderId: string): string | undefined {
		return this.bodies.get(orderId);
	}

	/** `null` if this seller has no such order. */
	order(orderId: string): AmazonOrder | null {
		const body = this.bodies.get(orderId);
		if (body !== undefined) return orderIn(body);
		if (!this.generates(orderId)) return SAMPLE_ORDERS.get(orderId) ?? null;
		return amazonOrder(orderId, { ...this.times.get(orderId), moves: this.moves.of(orderId) });
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

	/** Puts the list and the moves back; replies that were set stay. */
	reset(): void {
		this.moves.clear();
		this.times.clear();
		this.clear();
		this.onSearch = null;
		this.hasPersonalData = true;
		for (let at = 0; at < 36; at++) {
			this.place(this.orderId(at + 1), { at: this.openedAt - 6 * HOUR - at * GAP });
		}
	}

	private generates(orderId: string): boolean {
		return orderId.startsWith(`${this.number}-`);
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

function orderIn(body: string): AmazonOrder | null {
	try {
		const { order } = JSON.parse(body) as { readonly order?: AmazonOrder };
		return order ?? null;
	} catch {
		return null;
	}
}
