import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';

import { err, type Failure, type FailureKind, type Result } from '../providers/failure';
import { shorten } from '../order/text';
import type { NodeContext } from './context';

/** How n8n's engine classes a failure; it backs off by it. */
const CAUSES: Readonly<Record<FailureKind, string>> = {
	throttled: 'rate-limited',
	transient: 'temporarily-unavailable',
	canceled: 'temporarily-unavailable',
	invalid_response: 'temporarily-unavailable',
	unknown: 'temporarily-unavailable',
	session_expired: 'credential-invalid',
	authorization_required: 'credential-invalid',
	invalid_credentials: 'credential-invalid',
	permission_denied: 'credential-invalid',
	subscription_required: 'credential-invalid',
	wrong_data_center: 'configuration-invalid',
	clock_skew: 'configuration-invalid',
	not_found: 'configuration-invalid',
	ip_not_allowed: 'configuration-invalid',
	unknown_mall: 'configuration-invalid',
	invalid_parameter: 'configuration-invalid',
	request_blocked: 'configuration-invalid',
};

function details(failure: Failure): IDataObject {
	const own = {
		reason: failure.kind,
		code: failure.code,
		sub_code: failure.subCode,
		provider_message: failure.providerMessage,
		request_id: failure.requestId,
		...causeDetails(failure.cause),
	};
	return Object.fromEntries(Object.entries(own).filter(([, value]) => value));
}

/** The system's own code and words behind a failure; other exceptions are for the log. */
function causeDetails(cause: unknown): IDataObject {
	if (typeof cause !== 'object' || cause === null) return {};
	const { code, message } = cause as Readonly<Record<string, unknown>>;
	if (typeof code !== 'string' || code === '') return {};
	return { cause: typeof message === 'string' && message ? `${code}: ${message}` : code };
}

export interface FailedPlace {
	/** The input item, counted from 0; `null` where it is the only one. */
	readonly item: number | null;
	readonly orderId: string;
}

/** The message names the item itself, because n8n would count items from 0. */
function placedMessage({ message }: Failure, { item, orderId }: FailedPlace): string {
	const named = [
		item === null ? '' : `item ${item + 1}`,
		orderId === '' || message.includes(orderId) ? '' : `order ${shorten(orderId)}`,
	].filter(Boolean);
	return named.length > 0 ? `${message} (${named.join(', ')})` : message;
}

/** The one place where a failure becomes an n8n error. */
export function nodeError(
	node: INode,
	failure: Failure,
	place: FailedPlace = { item: null, orderId: '' },
): NodeApiError | NodeOperationError {
	const { kind, description, code, httpStatus, cause } = failure;
	const message = placedMessage(failure, place);
	const isOwn = code === undefined && httpStatus === undefined && cause === undefined;
	const error = isOwn
		? new NodeOperationError(node, message, { description })
		: new NodeApiError(node, { message, description, ...details(failure) } as JsonObject, {
				message,
				description,
				// n8n shows it as the error's code. A refusal sent with HTTP 200 has the provider's own code.
				httpCode: httpStatus === undefined || httpStatus < 400 ? undefined : String(httpStatus),
			});
	const retryAfterMs = 'retryAfter' in failure ? failure.retryAfter : undefined;
	return Object.assign(error, {
		failure: { cause: CAUSES[kind], ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
	});
}

/**
 * The item for an order that could not be fetched. These three keys send it to the error branch, where n8n
 * adds what the input item had; an `error` next to `json` would make n8n drop all but the message.
 */
export const failedItem = (
	failure: Failure,
	orderId: string,
	item: number,
): INodeExecutionData => ({
	json: {
		error: failure.message,
		message: failure.description,
		details: { ...(orderId ? { order_id: orderId } : {}), ...details(failure) },
	},
	pairedItem: { item },
});

/** Tells n8n's log why an order failed, for those who run n8n. */
export function logFailure(
	context: NodeContext,
	orderId: string,
	failure: Failure,
	level: 'debug' | 'warn' = 'debug',
): void {
	const line = `${context.getNode().name}: ${failure.message}`;
	context.logger?.[level](line, { order_id: orderId, ...details(failure) });
}

/** Nothing in the package should throw. An unexpected exception fails only its own order. */
export const unexpectedFailure = (provider: string, cause: unknown): Failure => ({
	kind: 'unknown',
	message: `The response from ${provider} could not be turned into rows`,
	description:
		'This is a bug in the node; other orders are not affected. Please report it to the authors of this node, with the Output Raw of this order.',
	code: cause instanceof Error ? cause.name : 'Error',
	cause,
});

/** The result of the work; an exception becomes a failure. */
export const settled = async <T>(work: Promise<Result<T>>, provider: string): Promise<Result<T>> =>
	await work.catch((cause: unknown) => err(unexpectedFailure(provider, cause)));

/**
 * A failure on its way through n8n. A credential's test shows the message alone, so that it also says how
 * to fix it.
 */
export class FailureError extends Error {
	override readonly name = 'FailureError';

	constructor(readonly failure: Failure) {
		super(`${failure.message}. ${failure.description}`);
	}
}

/** Returns the value, or throws the failure for callers that are part of n8n or read many values. */
export function valueOf<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new FailureError(result.failure);
}
