import type { IDataObject } from 'n8n-workflow';

import { readState, stateKey, type OrderState } from '../../changes/state';
import { text } from '../../json/value';
import { valueOf } from '../../n8n/errors';
import type { GetParameter } from '../../n8n/parameters';
import { shorten } from '../../order/text';
import { invalidParameter, ok, type Result } from '../../providers/failure';
import { readOrderId } from '../shared/readOrderId';
import { evaluate, readQuery } from '../shared/readQuery';
import { FORM } from './parameters';

/**
 * Reads and checks all that one input item asks for; nothing is sent for a rejected one. `since` is the
 * state since which the order has to have changed, `null` for none yet; absent without the option.
 */
export const readParameters = (get: GetParameter) =>
	evaluate(() => {
		const { query, provider, timeout, maxRetries, output, concurrency } = readQuery(get, FORM);
		const orderId = valueOf(readOrderId(get('orderId', '')));
		const asked = valueOf(provider.validate({ ...query, orderId }));
		const request = { provider, query: asked, timeout, maxRetries };
		const options = get('options', {}) as IDataObject;
		if (!Object.hasOwn(options, 'changedSince')) return { request, output, concurrency };
		const since = valueOf(readSince(options.changedSince, stateKey(provider.name, asked.orderId)));
		return { request, output, concurrency, since };
	});

/** The state that an earlier run returned, `null` for none: the order is new then. */
function readSince(value: unknown, key: string): Result<OrderState | null> {
	const written = typeof value === 'object' && value !== null ? JSON.stringify(value) : text(value);
	if (written === '') return ok(null);
	const state = readState(written, key);
	if (state) return ok(state);
	return invalidParameter(
		readState(written)
			? 'The option Only If Changed Since has the state of another order'
			: `The option Only If Changed Since has no state, but "${shorten(written)}"`,
		'Pass the column “state” as an earlier run of this node returned it for this order, for example {{ $json.state }}. Empty returns the order as new.',
	);
}
