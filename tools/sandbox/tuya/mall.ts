import { Moves } from '../moves';
import { fixture } from '../wire';
import { beginningOf } from './generate';
import { tuyaResult, type TuyaOrder } from './orders';
import { placedAt, rowOf } from './row';
import { SCENARIOS, type TuyaScenario } from './scenarios';
import { DEFAULT_PAGING, type SearchHook, type SearchPaging } from './search';

/** An order in the list of the mall. */
export interface PlacedOrder {
	readonly orderId: string;
	/** Epoch milliseconds. */
	readonly placedAt: number;
	readonly status: string;
}

export interface Placement {
	readonly at?: number;
	readonly status?: TuyaScenario;
}

const SAMPLE_ORDER = 'SO2110258K167O5C';
const HOUR = 3_600_000;
const FIRST_AGE = 6 * HOUR;
const GAP = 20 * HOUR;
const LISTED = Array.from(
	{ length: 36 },
	(_, at) => `SO25000000${String(at + 1).padStart(2, '0')}`,
);

const sample = (JSON.parse(fixture('tuya/order.finished.json')) as { readonly result: TuyaOrder })
	.result;

/**
 * The orders of one mall. Any id that starts with SO is an order; a search finds only those in the list,
 * which begins with the documented sample and an order every 20 hours of the last month.
 */
export class TuyaMall {
	/** Changes `result` of each accepted search; `null` for regular replies. */
	onSearch: SearchHook | null = null;
	private readonly bodies = new Map<string, string>();
	private readonly placedAt = new Map<string, number>();
	private readonly listed = new Set<string>();
	private readonly moves = new Moves(SCENARIOS, beginningOf);
	private readonly openedAt: number;
	private currentPaging = DEFAULT_PAGING;
	/** By order id; what has no row is `null`. */
	private readonly knownRows = new Map<string, TuyaOrder | null>();
	/** Newest first; `null` after a change. */
	private sortedRows: readonly TuyaOrder[] | null = null;

	/** `now` is the clock for orders that are placed without a time. */
	constructor(private readonly now: () => number) {
		this.openedAt = now();
		this.reset();
	}

	/** The listed orders, newest first. */
	get orders(): readonly PlacedOrder[] {
		return this.rows().map((row) => ({
			orderId: String(row.order_id),
			placedAt: placedAt(row),
			status: String(row.order_status),
		}));
	}

	get paging(): SearchPaging {
		return this.currentPaging;
	}

	/**
	 * Puts an order on the list: by default at the mall's present time and with the status that its id
	 * decides. `at` is in epoch milliseconds; `status` is a move like `Sandbox.move`.
	 */
	place(orderId: string, { at, status }: Placement = {}): void {
		if (!orderId.startsWith('SO') && !this.bodies.has(orderId)) {
			throw new Error(`${orderId} does not start with SO`);
		}
		if (orderId !== SAMPLE_ORDER) this.placedAt.set(orderId, at ?? this.now());
		else if (at !== undefined) throw new Error(`${orderId} is the documented sample`);
		if (status !== undefined) this.move(orderId, status);
		this.listed.delete(orderId);
		this.listed.add(orderId);
		this.changed(orderId);
	}

	/** Takes an order off the list; the order call still knows it. */
	remove(orderId: string): void {
		this.listed.delete(orderId);
		this.changed(orderId);
	}

	/** Empties the list. */
	clear(): void {
		this.listed.clear();
		this.sortedRows = null;
	}

	/** Changes what the documentation of the search leaves open. */
	setPaging(paging: Partial<SearchPaging>): void {
		this.currentPaging = { ...this.currentPaging, ...paging };
	}

	move(orderId: string, to?: string): TuyaScenario {
		if (this.bodies.has(orderId) || !isGenerated(orderId)) {
			throw new Error(`${orderId} is not generated and cannot be moved`);
		}
		this.changed(orderId);
		return this.moves.move(orderId, to);
	}

	setBody(orderId: string, body: string): void {
		this.bodies.set(orderId, body);
		this.changed(orderId);
	}

	/** The reply that was set for an order. */
	body(orderId: string): string | undefined {
		return this.bodies.get(orderId);
	}

	/** `result` of an order; `null` if there is none. */
	result(orderId: string): TuyaOrder | null {
		const body = this.bodies.get(orderId);
		if (body !== undefined) return resultIn(body);
		if (orderId === SAMPLE_ORDER) return sample;
		if (!isGenerated(orderId)) return null;
		const created = this.placedAt.get(orderId);
		return tuyaResult(orderId, { created, moves: this.moves.of(orderId) });
	}

	/** The rows of the listed orders, newest first. */
	rows(): readonly TuyaOrder[] {
		this.sortedRows ??= [...this.listed]
			.reverse()
			.map((orderId) => this.row(orderId))
			.filter((row) => row !== null)
			.sort((a, b) => placedAt(b) - placedAt(a));
		return this.sortedRows;
	}

	/** Puts the list, the moves and the search back; replies that were set stay. */
	reset(): void {
		this.moves.clear();
		this.placedAt.clear();
		this.knownRows.clear();
		this.clear();
		this.onSearch = null;
		this.currentPaging = DEFAULT_PAGING;
		this.place(SAMPLE_ORDER);
		LISTED.forEach((orderId, index) => {
			this.place(orderId, { at: this.openedAt - FIRST_AGE - index * GAP });
		});
	}

	private row(orderId: string): TuyaOrder | null {
		const known = this.knownRows.get(orderId);
		if (known !== undefined) return known;
		const order = this.result(orderId);
		const row = order && rowOf(order);
		this.knownRows.set(orderId, row);
		return row;
	}

	private changed(orderId: string): void {
		this.knownRows.delete(orderId);
		this.sortedRows = null;
	}
}

const isGenerated = (orderId: string): boolean =>
	orderId.startsWith('SO') && orderId !== SAMPLE_ORDER;

function resultIn(body: string): TuyaOrder | null {
	try {
		const { result } = JSON.parse(body) as { readonly result?: unknown };
		return typeof result === 'object' && result !== null ? (result as TuyaOrder) : null;
	} catch {
		return null;
	}
}
