import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';

import type { Failure } from '../providers/contract';

/** Refusals of what the user entered; the rest is between the node and the provider. */
const OWN: ReadonlySet<string> = new Set([
	'parameters',
	'credentials',
	'authorize',
	'refused',
	'canceled',
]);

/** The provider's own words and codes, for the details of an error and for its support. */
const details = ({ kind, code, subCode, text, requestId }: Failure): IDataObject =>
	Object.fromEntries(
		Object.entries({
			reason: kind,
			code,
			sub_code: subCode,
			provider_message: text,
			request_id: requestId,
		}).filter(([, value]) => value !== ''),
	);

/** The one place where a failure becomes an n8n error. */
export function nodeError(
	node: INode,
	failure: Failure,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const { message, description } = failure;
	if (OWN.has(failure.kind) && failure.code === '' && failure.httpStatus === null) {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	const answer = { message, description, ...details(failure) } as JsonObject;
	return new NodeApiError(node, answer, {
		message,
		description,
		itemIndex,
		httpCode: failure.httpStatus === null ? undefined : String(failure.httpStatus),
	});
}

/**
 * The item that stands for an order that did not come, when the workflow goes on. These three keys
 * send it to the error branch, where n8n adds what the input item held; an `error` beside `json`
 * would make n8n drop all but the message.
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
