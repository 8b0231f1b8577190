import { ListedShop } from '../shop';
import { fixture } from '../wire';
import { beginningOf } from './generate';
import { tuyaResult, type TuyaOrder } from './orders';
import { placedAt, rowOf } from './row';
import { SCENARIOS, type TuyaScenario } from './scenarios';
import type { SearchHook } from './search';

const SAMPLE_ORDER = 'SO2110258K167O5C';

const sample = (JSON.parse(fixture('tuya/order.finished.json')) as { readonly result: TuyaOrder })
	.result;

/** The orders of one mall: any id that starts with SO. The list has the documented sample, too. */
export class TuyaMall extends ListedShop<TuyaScenario, SearchHook> {
	/** Rows by order id; `null` for an order without a row. */
	private readonly knownRows = new Map<string, TuyaOrder | null>();
	/** Newest first; `null` after a change. */
	private sortedRows: readonly TuyaOrder[] | null = null;

	constructor(now: () => number) {
		const generates = (orderId: string) => orderId.startsWith('SO') && orderId !== SAMPLE_ORDER;
		super(now, generates, SCENARIOS, beginningOf);
		this.reset();
	}

	/** The listed orders, newest first; times in epoch milliseconds. */
	get orders() {
		return this.rows().map((row) => ({
			orderId: String(row.order_id),
			placedAt: placedAt(row),
			status: String(row.order_status),
		}));
	}

	orderId(order: number): string {
		return `SO25000000${String(order).padStart(2, '0')}`;
	}

	override place(...placed: Parameters<ListedShop<TuyaScenario, SearchHook>['place']>): void {
		super.place(...placed);
		this.changed(placed[0]);
	}

	override clear(): void {
		super.clear();
		this.sortedRows = null;
	}

	override move(orderId: string, to?: string): TuyaScenario {
		this.changed(orderId);
		return super.move(orderId, to);
	}

	override setBody(orderId: string, body: string): void {
		super.setBody(orderId, body);
		this.changed(orderId);
	}

	/** `result` of an order; `null` if there is none. */
	result(orderId: string): TuyaOrder | null {
		if (this.body(orderId) !== undefined) return this.inBody(orderId, 'result');
		if (orderId === SAMPLE_ORDER) return sample;
		return this.generates(orderId) ? tuyaResult(orderId, this.changes(orderId)) : null;
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

	override reset(): void {
		this.knownRows.clear();
		super.reset();
		this.listed.add(SAMPLE_ORDER);
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
