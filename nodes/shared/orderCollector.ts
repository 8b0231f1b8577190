import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import type { Runtime } from '../../http/runtime';
import { failedItem, logFailure, nodeError, unexpectedFailure } from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { OrderMemory } from '../../n8n/orderMemory';
import { changeCells } from '../../order/change';
import { orderKey } from '../../order/keys';
import type { Order } from '../../order/order';
import type { Failure, Result } from '../../providers/failure';
import { memoryHints } from './memoryHints';
import { linkedTo, orderJsons, warningsHint, withBoundedRaw, withInput } from './output';
import type { Output, OutputSettings } from './readSettings';

/** Where an order belongs in the output of a node. */
export interface OutputSlot {
	/** Counted from 0: the output has the orders in the order of their slots. */
	readonly slot: number;
	/** The input item that asked for it. */
	readonly item: number;
	readonly orderId: string;
	readonly settings: OutputSettings;
}

/** A fetched order, and a name of its account without a secret. */
export interface AccountOrder {
	readonly fetched: FetchedOrder;
	readonly account: string;
}

/**
 * Collects the orders of a run in their places. An order that could not be fetched is an item of its
 * own when the workflow is to go on; else the first failure ends the run, and orders under way with it.
 */
export class OrderCollector {
	private readonly inputs: readonly INodeExecutionData[];
	private readonly goesOn: boolean;
	private readonly results: INodeExecutionData[][] = [];
	private readonly warned = new Map<string, string>();
	private memory: OrderMemory | undefined;
	private counts = { compared: 0, silent: 0, returned: 0 };
	private fatal: { readonly item: number; readonly failure: Failure } | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly runtime: Runtime,
		/** Ends what is under way. */
		private readonly stop: AbortController,
	) {
		this.inputs = context.getInputData();
		this.goesOn = context.continueOnFail();
	}

	/** Takes what became of an order. */
	settle(place: OutputSlot, outcome: Result<AccountOrder>): void {
		if (!outcome.ok) {
			this.fail(place, outcome.failure);
			return;
		}
		const { fetched, account } = outcome.value;
		try {
			this.take(place, fetched, account);
		} catch (exception) {
			this.fail(place, unexpectedFailure(fetched.order.provider, exception));
		}
	}

	private take({ slot, item, settings }: OutputSlot, fetched: FetchedOrder, account: string): void {
		const { output, includeRaw, includeInput, onlyChanged } = settings;
		const bounded = includeRaw && output !== 'raw' ? withBoundedRaw(fetched) : fetched;
		const memory = onlyChanged ? this.openMemory() : null;
		const noticed = memory?.notice(fetched, account) ?? null;
		const isNew = noticed?.change?.previous === undefined;
		if (noticed) this.counts.compared++;
		const isSilent = noticed?.change && isNew && settings.newOrders === 'remember';
		if (isSilent) this.counts.silent++;
		else if (!noticed || noticed.change) {
			const added = noticed?.change ? changeCells(noticed.change, bounded.order) : {};
			const jsons = orderJsons(bounded, settings, added);
			const input = this.inputs[item]?.json ?? {};
			const all = includeInput ? jsons.map((json) => withInput(json, input)) : jsons;
			this.results[slot] = linkedTo(item, all);
			this.counts.returned++;
			this.warn(bounded.order, output);
		}
		// Last, so that an order that could not be returned counts as never seen.
		if (noticed) memory?.remember(noticed, isSilent === true && fetched.isTrackingMissing);
	}

	private openMemory(): OrderMemory {
		this.memory ??= new OrderMemory(this.context, this.runtime.now());
		return this.memory;
	}

	private warn({ provider, order_id, warnings }: Order, output: Output): void {
		const [warning] = warnings;
		if (output !== 'items' || warning === undefined) return;
		this.warned.set(orderKey(provider, order_id), warning);
	}

	private fail({ slot, item, orderId, settings }: OutputSlot, failure: Failure): void {
		if (this.fatal) return;
		logFailure(this.context, orderId, failure);
		if (!this.goesOn) {
			this.fatal = { item, failure };
			this.stop.abort();
			return;
		}
		const failed = failedItem(failure, orderId, item);
		// More keys than the three of a failed item would keep it from the error branch.
		const isOnBranch = this.context.getNode().onError === 'continueErrorOutput';
		const input = this.inputs[item]?.json ?? {};
		const json = settings.includeInput && !isOnBranch ? withInput(failed.json, input) : failed.json;
		this.results[slot] = [{ ...failed, json }];
	}

	/**
	 * The items in the order of their slots. What was seen is remembered only now, when it is returned.
	 *
	 * @param requested how many orders the run was about
	 * @param isCanceled n8n reports a stopped execution itself; an error would turn it into a failed one
	 * @throws the n8n error of the first failure, unless the workflow is to go on
	 */
	finish(requested: number, isCanceled: boolean): INodeExecutionData[] {
		const { context, fatal, memory, counts } = this;
		const hint = warningsHint(this.warned, requested);
		if (hint !== null) addHint(context, hint);
		if (fatal && !isCanceled) throw nodeError(context.getNode(), fatal.failure, fatal.item);
		if (memory && !isCanceled) {
			const isManual = context.getMode() === 'manual';
			const { isFirst, forgotten } = memory.save();
			const hints = memoryHints({ ...counts, isFirst, forgotten, isManual });
			for (const each of hints) addHint(context, each);
		}
		return this.results.flat();
	}
}
