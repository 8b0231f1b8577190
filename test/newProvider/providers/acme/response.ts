import { field, isObject, text } from '../../order/read';
import { fail, failure, succeed } from '../failures';
import type { Failure, OrderQuery, Outcome, Reply } from '../provider';
import { FAILURES, NOT_FROM_ACME } from './failures';

/** The failure in any answer of Acme's, `null` when there is none. */
export function callFailure({ status, retryAfter, body }: Reply): Failure | null {
	if (status === 200 && isObject(body)) return null;
	const fault = text(field(body, 'fault'));
	const { kind, message, description } = FAILURES.get(fault) ?? NOT_FROM_ACME;
	return failure(kind, message, description, { code: fault, wait: retryAfter, httpStatus: status });
}

/** Acme's `order`, or the failure; an order with another number is never passed on. */
export function orderResponse(reply: Reply, query: OrderQuery): Outcome<unknown> {
	const refused = callFailure(reply);
	if (refused) return fail(refused);
	const order = field(reply.body, 'order');
	if (text(field(order, 'number')) === query.orderId) return succeed(order);
	const { kind, message, description } = NOT_FROM_ACME;
	return fail(failure(kind, message, description, { httpStatus: reply.status }));
}
