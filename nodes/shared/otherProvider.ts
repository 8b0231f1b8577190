import { providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import type { Failure, FailureKind } from '../../providers/failure';

/** Refusals that an order id of another provider can lead to. */
const OF_ID: ReadonlySet<FailureKind> = new Set([
	'not_found',
	'invalid_parameter',
	'permission_denied',
]);

/**
 * The failure of an order, with a sentence about its id if that has the form of another provider's:
 * the form of an id is typical, not certain, so that it refuses nothing by itself.
 */
export function withOtherProvider(provider: Provider, orderId: string, failure: Failure): Failure {
	if (!OF_ID.has(failure.kind) || provider.orderId.form.test(orderId)) return failure;
	const other = providers.find((each) => each.orderId.form.test(orderId));
	if (!other) return failure;
	const sentence = `“${orderId}” looks like an order ID of ${other.displayName}: check the field Provider.`;
	return { ...failure, description: `${failure.description} ${sentence}` };
}
