import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FetchedOrder } from '../../client/getOrder';
import { failedItem, logFailure, nodeError, unexpectedFailure } from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { orderKey } from '../../order/keys';
import type { Order } from '../../order/order';
import type { Failure, Result } from '../../providers/failure';
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

/**
 * Collects the orders of a run in their places. An order that could not be fetched is an item of its
 * own when the workflow is to go on; else the first failure ends the run, and orders under way with it.
 */
export class OrderCollector {
	private readonly inputs: readonly INodeExecutionData[];
	private readonly goesOn: boolean;
	private readonly results: INodeExecutionData[][] = [];
	private readonly warned = new Map<string, string>();
	private fatal: { readonly item: number; readonly failure: Failure } | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		/** Ends what is under way. */
		private readonly stop: AbortController,
	) {
		this.inputs = context.getInputData();
		this.goesOn = context.continueOnFail();
	}

	/** Takes what became of an order. */
	settle(place: OutputSlot, outcome: Result<FetchedOrder>): void {
		if (!outcome.ok) {
			this.fail(place, outcome.failure);
			return;
		}
		try {
			this.take(place, outcome.value);
		} catch (exception) {
			this.fail(place, unexpectedFailure(outcome.value.order.provider, exception));
		}
	}

	private take({ slot, item, settings }: OutputSlot, fetched: FetchedOrder): void {
		const { output, includeRaw, includeInput } = settings;
		const bounded = includeRaw && output !== 'raw' ? withBoundedRaw(fetched) : fetched;
		const jsons = orderJsons(bounded, settings);
		const input = this.inputs[item]?.json ?? {};
		const all = includeInput ? jsons.map((json) => withInput(json, input)) : jsons;
		this.results[slot] = linkedTo(item, all);
		this.warn(bounded.order, output);
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
	 * The items in the order of their slots.
	 *
	 * @param requested how many orders the run was about
	 * @param isCanceled n8n reports a stopped execution itself; an error would turn it into a failed one
	 * @throws the n8n error of the first failure, unless the workflow is to go on
	 */
	finish(requested: number, isCanceled: boolean): INodeExecutionData[] {
		const { context, fatal } = this;
		const hint = warningsHint(this.warned, requested);
		if (hint !== null) addHint(context, hint);
		if (fatal && !isCanceled) throw nodeError(context.getNode(), fatal.failure, fatal.item);
		return this.results.flat();
	}
}
