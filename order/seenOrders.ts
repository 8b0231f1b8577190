import { changeOf, type Change } from './change';
import { DAY } from './time';
import { dayOf, readStoredText, storedText, type Snapshot } from './snapshot';

/** What is remembered of orders, as plain JSON: the key of each order, and its last snapshot. */
export interface StoredOrders {
	readonly v: 1;
	readonly orders: Readonly<Record<string, string>>;
}

/** Orders that are remembered at most. */
export const MOST_ORDERS = 20_000;
/** Days after which an order that has ended and was not seen again is forgotten first. */
const REMEMBERED_DAYS = 90;
const ENDED: ReadonlySet<string> = new Set(['completed', 'canceled']);

/** True for an order of which no further status is expected. */
export const hasEnded = ({ order_status }: { readonly order_status: string }): boolean =>
	ENDED.has(order_status);

/** The orders that were seen before, and how the ones seen now differ from them. */
export class SeenOrders {
	private readonly before: Readonly<Record<string, unknown>>;
	private readonly seen = new Map<string, string>();
	private isChanged = false;
	private accounts: ReadonlySet<string> | undefined;

	/**
	 * @param stored what `toStored` gave before; anything else counts as nothing
	 * @param now epoch milliseconds
	 */
	constructor(
		stored: unknown,
		private readonly now: number,
	) {
		const { v, orders } = (stored ?? {}) as { readonly v?: unknown; readonly orders?: unknown };
		const isReadable = v === 1 && typeof orders === 'object' && orders !== null;
		this.before = isReadable ? (orders as Readonly<Record<string, unknown>>) : {};
	}

	/** True when an order of this account was seen before: keys begin with their account. */
	knows(account: string): boolean {
		// Only when it is asked: through n8n's proxy it takes 10 milliseconds to go through 20,000 keys.
		this.accounts ??= new Set(Object.keys(this.before).map((key) => key.split(':', 1)[0] ?? ''));
		return this.accounts.has(account);
	}

	/** How the order was when it was last seen, `undefined` if it never was. */
	snapshot(key: string): Snapshot | undefined {
		const own = Object.hasOwn(this.before, key) ? this.before[key] : undefined;
		return readStoredText(this.seen.get(key) ?? own)?.snapshot;
	}

	/** How an order that was just fetched differs from what was seen of it, `null` for not at all. */
	compare(key: string, present: Snapshot): Change | null {
		return changeOf(this.snapshot(key), present);
	}

	remember(key: string, present: Snapshot): void {
		const text = storedText({ snapshot: present, day: dayOf(this.now) });
		if (this.before[key] !== text) this.isChanged = true;
		this.seen.set(key, text);
	}

	/** What to store, `null` when nothing has changed. */
	toStored(): StoredOrders | null {
		if (!this.isChanged) return null;
		const orders = { ...this.before, ...Object.fromEntries(this.seen) };
		return { v: 1, orders: this.bounded(orders) };
	}

	/** How many of the orders seen now had no room. */
	countMissingIn({ orders }: StoredOrders): number {
		return [...this.seen.keys()].filter((key) => !Object.hasOwn(orders, key)).length;
	}

	/** Ended orders that were not seen for long go first, then the longest unseen. */
	private bounded(orders: Readonly<Record<string, unknown>>): StoredOrders['orders'] {
		const entries = Object.entries(orders) as Array<[string, string]>;
		if (entries.length <= MOST_ORDERS) return orders as StoredOrders['orders'];
		const old = dayOf(this.now - REMEMBERED_DAYS * DAY);
		const rank = (text: unknown): string => {
			const stored = readStoredText(text);
			if (!stored) return '';
			return `${hasEnded(stored.snapshot) && stored.day < old ? 0 : 1}${stored.day}`;
		};
		const ranked = entries.map((entry) => ({ entry, rank: rank(entry[1]) }));
		// Stable: of orders seen on the same day, the ones remembered first go first.
		ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
		return Object.fromEntries(ranked.slice(-MOST_ORDERS).map(({ entry }) => entry));
	}
}
