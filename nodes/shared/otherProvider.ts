import { providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import { kinds, type Failure } from '../../providers/failure';

/** Refusals that an order id of another provider can lead to. */
const OF_ID = kinds('not_found', 'invalid_parameter', 'permission_denied');

/**
 * Adds a sentence about an id that has the form of another provider's. A form is typical, not certain: it
 * refuses nothing.
 */
export function withOtherProvider(provider: Provider, orderId: string, failure: Failure): Failure {
	if (!OF_ID.has(failure.kind) || provider.orderId.form.test(orderId)) return failure;
	const other = providers.find((each) => each.orderId.form.test(orderId));
	if (!other) return failure;
	const sentence = `“${orderId}” looks like an order ID of ${other.displayName}: check the field Provider.`;
	return { ...failure, description: `${failure.description} ${sentence}` };
}
