import type { Reply } from '../../http/message';
import { field, isObject, text } from '../../json/value';
import type { OrderQuery, Received } from '../call';
import { err, ok, type Failure, type Result } from '../failure';
import { failureLookup } from '../failureTable';
import { FAILURES } from './failures';
import { readOrder, type AcmeOrder } from './payload';

const rowOf = failureLookup(FAILURES);

/** The failure for a response that Acme does not send. */
export const invalidResponse = ({ status }: Reply): Failure => ({
	kind: 'invalid_response',
	message: `Unexpected response (HTTP ${status}); possibly a proxy or login page`,
	description: 'Check the field Base URL of the credential.',
	httpStatus: status,
});

/** The failure in any response of Acme's, `null` when there is none. */
export function callFailure(reply: Reply, orderId = ''): Failure | null {
	const { status, retryAfter, body } = reply;
	if (status === 200 && isObject(body)) return null;
	const code = text(field(body, 'fault'));
	const row = rowOf(code);
	if (!row) return invalidResponse(reply);
	return {
		kind: row.kind,
		message: row.message({ orderId }),
		description: row.description({ orderId }),
		code,
		httpStatus: status,
		...(retryAfter === null ? {} : { retryAfter }),
	};
}

/** Acme's `order`, or the failure; an order with another number is never passed on. */
export function orderResponse(reply: Reply, query: OrderQuery): Result<Received<AcmeOrder>> {
	const failure = callFailure(reply, query.orderId);
	if (failure) return err(failure);
	const raw = field(reply.body, 'order');
	const payload = readOrder(raw);
	return payload.number === query.orderId ? ok({ raw, payload }) : err(invalidResponse(reply));
}
