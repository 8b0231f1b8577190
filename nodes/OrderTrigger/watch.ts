import type { WatchState } from '../../changes/watchList';
import { getOrder } from '../../client/getOrder';
import type { Runtime } from '../../http/runtime';
import { settled } from '../../n8n/errors';
import { kinds, type Failure } from '../../providers/failure';
import type { OpenAccount } from '../shared/providerCalls';
import type { WatchParameters } from './readParameters';

/** What a poll works with. */
export interface Watch {
	readonly runtime: Runtime;
	readonly parameters: WatchParameters;
	readonly account: OpenAccount;
	/** Aborted when the time of the poll is over. */
	readonly signal: AbortSignal;
	/** Milliseconds that the poll has. */
	readonly time: number;
}

/** Fetches one order of those that were found. */
export async function fetchOrder({ parameters, account }: Watch, orderId: string) {
	const request = parameters.requestOf(orderId);
	if (!request.ok) return request;
	return await settled(getOrder(request.value, account.calls), parameters.provider.displayName);
}

/** Failures that may concern only one order, so the others are still watched. */
const OF_ONE = kinds('not_found', 'invalid_parameter', 'invalid_response', 'unknown');
/** The same, if another order could be read. */
const MAYBE_OF_ONE = kinds('permission_denied', 'transient');

/** True if the other orders are still watched after such a failure. */
export const mayBeOfOne = ({ kind }: Failure) => OF_ONE.has(kind) || MAYBE_OF_ONE.has(kind);

/** True for a failure of the account or the provider, which fails the whole poll. */
export function isOfAll({ kind }: Failure, { parameters }: Watch, before: WatchState | null) {
	if (OF_ONE.has(kind)) return false;
	// If the list could be read, the provider is reachable, and the outage affects only some orders.
	if (kind === 'transient') return !parameters.provider.search;
	const isRead = [...(before?.orders.values() ?? [])].some(({ state }) => state !== null);
	return kind !== 'permission_denied' || !isRead;
}
