import type { ListedOrder, ListedPage } from '../providers/search';

/**
 * Reads a list that may change meanwhile: orders that come and go move the others between its pages. Knows
 * which orders are new, when a reading has reached its end, and whether another may find more.
 */
export class ListReading<Payload> {
	private readonly found = new Set<string>();
	private readings = 0;
	private highestTotal = 0;
	private hasShrunk = false;
	private seen = new Set<string>();
	private entries = 0;
	private odd = 0;
	private added = 0;
	private total: number | null = null;
	private shrinks = false;

	begin(): void {
		this.readings++;
		this.seen = new Set();
		this.entries = 0;
		this.odd = 0;
		this.added = 0;
		this.total = null;
		this.shrinks = false;
	}

	/**
	 * Takes a page.
	 *
	 * @returns `fresh`: its orders that no reading had; `isNews`: false where this reading ends, at a page
	 * it has seen
	 */
	take({ total, orders, unreadable }: ListedPage<Payload>): {
		readonly fresh: ReadonlyArray<ListedOrder<Payload>>;
		readonly isNews: boolean;
	} {
		if (total !== null) {
			this.shrinks ||= this.total !== null && total < this.total;
			this.hasShrunk ||= total < this.highestTotal;
			this.highestTotal = Math.max(total, this.highestTotal);
			this.total = total;
		}
		const { seen, found } = this;
		// One that is twice on a page is two entries; one that an earlier page had has moved here.
		const unseen = orders.filter(({ orderId }) => !seen.has(orderId));
		for (const { orderId } of unseen) seen.add(orderId);
		const fresh = orders.filter(({ orderId }) => !found.has(orderId) && found.add(orderId));
		this.entries += unseen.length + unreadable;
		this.odd += unreadable;
		this.added += fresh.length;
		return { fresh, isNews: unseen.length > 0 };
	}

	get unreadable(): number {
		return this.odd;
	}

	/** True when this reading found as many orders as the list reports; a lower total is ignored. */
	get isWhole(): boolean {
		const { total, entries, found, hasShrunk } = this;
		return total !== null && (entries === total || (!hasShrunk && found.size === total));
	}

	/** Orders that the list says it has, and that were not on its pages. */
	get missing(): number {
		const { total, entries, isWhole } = this;
		return isWhole ? 0 : Math.max(0, (total ?? 0) - entries);
	}

	/** False when another reading may find orders that this one has missed. */
	get isSettled(): boolean {
		return !this.shrinks && (this.missing === 0 || (this.readings > 1 && this.added === 0));
	}
}
