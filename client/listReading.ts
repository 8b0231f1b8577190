import type { ListedOrder, ListedPage } from '../providers/search';

/**
 * Keeps track of a list that may change while it is read: orders that come and go move the others between
 * pages. Knows which orders are new, when a reading has reached the end, and whether the list has to be read
 * again because it had fewer orders than it said or lost some in the meantime.
 */
export class ListReading {
	private readonly found = new Set<string>();
	private readings = 0;
	private highestTotal = 0;
	private hasShrunk = false;
	private now = NO_PAGES();

	/** Starts a reading from the first page. */
	begin(): void {
		this.readings++;
		this.now = NO_PAGES();
	}

	/**
	 * Takes a page.
	 *
	 * @returns `fresh`: the orders that no page of any reading has shown yet; `isNews`: false if nothing on the
	 * page is new to this reading, which then ends
	 */
	take({ total, orders, unreadable }: ListedPage<unknown>): {
		readonly fresh: ReadonlyArray<ListedOrder<unknown>>;
		readonly isNews: boolean;
	} {
		const { found, now } = this;
		if (total !== null) {
			now.shrinks ||= now.total !== null && total < now.total;
			this.hasShrunk ||= total < this.highestTotal;
			this.highestTotal = Math.max(total, this.highestTotal);
			now.total = total;
		}
		// An order listed twice on one page counts as two entries. One from an earlier page has moved here.
		const unseen = orders.filter(({ orderId }) => !now.seen.has(orderId));
		for (const { orderId } of unseen) now.seen.add(orderId);
		const fresh = orders.filter(({ orderId }) => !found.has(orderId) && found.add(orderId));
		now.entries += unseen.length + unreadable;
		now.unreadable += unreadable;
		now.added += fresh.length;
		return { fresh, isNews: unseen.length > 0 };
	}

	/** How many entries of the list are not orders. */
	get unreadable(): number {
		return this.now.unreadable;
	}

	/** True when this reading found as many orders as the list reports; a lower total is ignored. */
	get isWhole(): boolean {
		const { total, entries } = this.now;
		return total !== null && (entries === total || (!this.hasShrunk && this.found.size === total));
	}

	/** How many orders the list claims to have but did not show on its pages. */
	get missing(): number {
		const { total, entries } = this.now;
		return this.isWhole ? 0 : Math.max(0, (total ?? 0) - entries);
	}

	/** False when another reading may find orders that this one has missed. */
	get isSettled(): boolean {
		const { shrinks, added } = this.now;
		return !shrinks && (this.missing === 0 || (this.readings > 1 && added === 0));
	}
}

const NO_PAGES = () => ({
	seen: new Set<string>(),
	entries: 0,
	unreadable: 0,
	added: 0,
	total: null as number | null,
	shrinks: false,
});
