import { providers } from '../../providers';
import type { Provider } from '../../providers/contract';
import { kinds, type Failure } from '../../providers/failure';

/** Refusals that an order id of another provider can lead to. */
const OF_ID = kinds('not_found', 'invalid_parameter', 'permission_denied');

/**
 * Adds a sentence if the id looks like another provider's. A form is only typical, so no id is refused for
 * it.
 */
export function withOtherProvider(provider: Provider, orderId: string, failure: Failure): Failure {
	if (!OF_ID.has(failure.kind) || provider.orderId.form.test(orderId)) return failure;
	const other = providers.find((each) => each.orderId.form.test(orderId));
	if (!other) return failure;
	const sentence = `“${orderId}” looks like an order ID of ${other.displayName}: check the field Provider.`;
	return { ...failure, description: `${failure.description} ${sentence}` };
}
