import { rows, type Row } from '../../order/rows';
import type { OrderQuery, Received, SigningCredentials } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import type { Result } from '../../providers/failure';

const CREDENTIALS: SigningCredentials = {
	baseUrl: 'https://example.com',
	key: '',
	secret: '',
	accessToken: '',
	expiresAt: 0,
	secrets: [],
};

/** What a provider reads in the parsed body of a response with HTTP status 200. */
export const sampleOutcome = (
	provider: Provider,
	query: OrderQuery,
	body: unknown,
): Result<Received<unknown>> =>
	provider.order.response({ status: 200, retryAfter: null, body }, query, CREDENTIALS);

/**
 * The rows that the node makes of a response.
 *
 * @throws Error if the response holds no order
 */
export function sampleRows(provider: Provider, query: OrderQuery, body: unknown): readonly Row[] {
	const outcome = sampleOutcome(provider, query, body);
	if (!outcome.ok) throw new Error(outcome.failure.message);
	return rows(provider.normalize(outcome.value.payload, query));
}
