import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderState } from '../../changes/state';
import type { FetchedOrder } from '../../client/getOrder';
import type { Runtime } from '../../http/runtime';
import { isTool } from '../../n8n/context';
import {
	failedItem,
	logFailure,
	nodeError,
	unexpectedFailure,
	type FailedPlace,
} from '../../n8n/errors';
import { addHint } from '../../n8n/hints';
import { orderKey } from '../../order/keys';
import { providerNamed } from '../../providers';
import type { Failure, Result } from '../../providers/failure';
import { addedKeys } from './addedKeys';
import { linkedTo, orderJsons, warningsHint, withBoundedRaw, withInput } from './output';
import type { OutputSettings } from './readQuery';
import { boundedForModel } from './toolAnswer';

export interface OutputSlot {
	/** The output has the orders in the order of their slots. */
	readonly slot: number;
	readonly item: number;
	readonly orderId: string;
	readonly settings: OutputSettings;
	/** The order is returned only if it differs from this state; `null` if there is none yet. */
	readonly since?: OrderState | null;
}

/**
 * Collects the orders of a run in order. A failed order becomes an item of its own if the workflow goes on;
 * otherwise the first failure ends the run.
 */
export class OrderCollector {
	private readonly inputs: readonly INodeExecutionData[];
	private readonly goesOn: boolean;
	private readonly results: INodeExecutionData[][] = [];
	private readonly warned = new Map<string, string>();
	private readonly fetched = new Set<string>();
	private withoutParcels = 0;
	private readonly trackingHints = new Set<string>();
	private readonly isTool: boolean;
	private fatal: { readonly place: FailedPlace; readonly failure: Failure } | undefined;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly runtime: Runtime,
		/** Aborts the calls in progress. */
		private readonly stop: AbortController,
	) {
		this.inputs = context.getInputData();
		this.isTool = isTool(context);
		// If the node throws, n8n gives the language model an empty answer.
		this.goesOn = this.isTool || context.continueOnFail();
	}

	settle(place: OutputSlot, outcome: Result<FetchedOrder>): void {
		if (!outcome.ok) return this.fail(place, outcome.failure);
		try {
			this.take(place, outcome.value);
		} catch (exception) {
			this.fail(place, unexpectedFailure(outcome.value.order.provider, exception));
		}
	}

	private take({ slot, item, settings, since }: OutputSlot, fetched: FetchedOrder): void {
		const { output, includeInput } = settings;
		const { provider, order_id } = fetched.order;
		const key = orderKey(provider, order_id);
		this.fetched.add(key);
		const { tracking } = providerNamed(provider) ?? {};
		const isTrackingOff = fetched.tracking === 'missing' && !fetched.hasTrackingFailed;
		if (isTrackingOff && tracking?.mayHaveParcels(fetched.order)) {
			this.trackingHints.add(tracking.offHint);
		}
		const added = addedKeys(fetched, settings.attention, since, this.runtime.now());
		if (!added) return;
		const bounded = withBoundedRaw(fetched, settings);
		const input = includeInput ? this.inputs[item]?.json : {};
		const { keys, attention } = added;
		const jsons = orderJsons(bounded, settings, { added: keys, attention, input });
		if (jsons.length === 0) this.withoutParcels++;
		this.results[slot] = linkedTo(item, jsons);
		const [warning] = bounded.order.warnings;
		const showsAll = output === 'order' || output === 'raw';
		if (!showsAll && warning !== undefined) this.warned.set(key, warning);
	}

	private fail({ slot, item, orderId, settings }: OutputSlot, failure: Failure): void {
		if (this.fatal) return;
		logFailure(this.context, orderId, failure);
		if (!this.goesOn) {
			this.fatal = { place: { item: this.inputs.length > 1 ? item : null, orderId }, failure };
			return this.stop.abort();
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
	 * @throws the n8n error of the first failure, unless the workflow goes on; n8n reports a stopped
	 * execution itself
	 */
	finish(isCanceled: boolean): INodeExecutionData[] {
		const { context, fatal, fetched, warned, withoutParcels } = this;
		const unsent = `${withoutParcels} of ${fetched.size} orders have no parcel yet, so no item was returned for them.`;
		if (withoutParcels > 0) addHint(context, unsent);
		for (const each of this.trackingHints) addHint(context, each);
		const hint = warningsHint(warned, fetched.size);
		if (hint !== null) addHint(context, hint);
		if (fatal && !isCanceled) throw nodeError(context.getNode(), fatal.failure, fatal.place);
		const items = this.results.flat();
		return this.isTool ? boundedForModel(items) : items;
	}
}
