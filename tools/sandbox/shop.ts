import { target, type Beginning, type Steps } from './moves';
import { objectIn } from './wire';

export const HOUR = 3_600_000;
const GAP = 20 * HOUR;

/** A provider's orders: the replies that were set, and the moves of generated orders. */
export class Shop<Name extends string> {
	private readonly bodies = new Map<string, string>();
	private readonly moved = new Map<string, readonly Name[]>();

	constructor(
		/** Whether an id is that of a generated order. */
		protected readonly generates: (orderId: string) => boolean,
		private readonly steps: Steps<Name>,
		private readonly beginningOf: (orderId: string) => Beginning<Name>,
	) {}

	/** The reply that was set for an order. */
	body(orderId: string): string | undefined {
		return this.bodies.get(orderId);
	}

	setBody(orderId: string, body: string): void {
		this.bodies.set(orderId, body);
	}

	/** The scenarios that an order was moved to, oldest first, without the one that it began with. */
	moves(orderId: string): readonly Name[] {
		return this.moved.get(orderId) ?? [];
	}

	/** See `Sandbox.move`. */
	move(orderId: string, to?: string): Name {
		if (this.bodies.has(orderId) || !this.generates(orderId)) {
			throw new Error(`${orderId} is not generated and cannot be moved`);
		}
		const moves = this.moves(orderId);
		const { scenario, size } = this.beginningOf(orderId);
		const name = target(this.steps, { from: moves.at(-1) ?? scenario, size }, to);
		this.moved.set(orderId, [...moves, name]);
		return name;
	}

	/** Puts moved orders back; replies that were set stay. */
	reset(): void {
		this.moved.clear();
	}

	/** The object under a key in the reply that was set for an order; `null` if it is not an object. */
	protected inBody(orderId: string, key: string): Readonly<Record<string, unknown>> | null {
		const value = objectIn(this.body(orderId))[key];
		return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
	}
}

/** What a test or a list of orders decides instead of the id. Times in epoch milliseconds. */
export interface Changes<Name extends string> {
	readonly created?: number | undefined;
	readonly updated?: number | undefined;
	/** The scenarios that the order was moved to, oldest first. */
	readonly moves?: readonly Name[];
}

/**
 * A shop whose orders a search finds if they are in its list, which begins with an order every 20 hours of
 * the last month.
 */
export abstract class ListedShop<Name extends string, Hook> extends Shop<Name> {
	/** Changes the result of each accepted search; `null` for regular replies. */
	onSearch: Hook | null = null;
	protected readonly listed = new Set<string>();
	private readonly times = new Map<string, Changes<Name>>();
	private readonly openedAt: number;

	constructor(
		/** The clock for orders that are placed without a time. */
		protected readonly now: () => number,
		...shop: ConstructorParameters<typeof Shop<Name>>
	) {
		super(...shop);
		this.openedAt = now();
	}

	/** The id of the order with this number. */
	abstract orderId(order: number): string;

	/**
	 * Puts an order on the list: by default placed now and in the scenario that its id decides. `at` is in
	 * epoch milliseconds; `status` is a move like `Sandbox.move`.
	 */
	place(
		orderId: string,
		{ at = this.now(), status }: { readonly at?: number; readonly status?: Name } = {},
	): void {
		if (!this.generates(orderId) && this.body(orderId) === undefined) {
			throw new Error(`${orderId} is not generated and cannot be placed`);
		}
		if (status !== undefined) this.move(orderId, status);
		this.times.set(orderId, { created: at, updated: at });
		this.listed.delete(orderId);
		this.listed.add(orderId);
	}

	/** Empties the list; the order call still knows its orders. */
	clear(): void {
		this.listed.clear();
	}

	override move(orderId: string, to?: string): Name {
		const name = super.move(orderId, to);
		this.times.set(orderId, { ...this.times.get(orderId), updated: this.now() });
		return name;
	}

	/** Puts the list, the moves and the search back; replies that were set stay. */
	override reset(): void {
		super.reset();
		this.times.clear();
		this.clear();
		this.onSearch = null;
		for (let at = 0; at < 36; at++) {
			this.place(this.orderId(at + 1), { at: this.openedAt - 6 * HOUR - at * GAP });
		}
	}

	protected changes(orderId: string): Changes<Name> {
		return { ...this.times.get(orderId), moves: this.moves(orderId) };
	}
}
