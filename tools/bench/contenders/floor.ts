import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SignedRequest } from '../../../http/message';
import type { Access, Contender, Task } from '../types';
import { mapConcurrent } from './mapConcurrent';
import { signingCredentialsOf, credentialsOf, fieldsOf, signedRequest, agents } from './compiled';
import { counted } from './counted';

/**
 * The unavoidable cost: sends requests that were signed beforehand through the node's own connections and reads
 * each response as text.
 */
export const requestsOf = (
	access: Access,
	{ provider, baseUrl, orderIds }: Task,
): SignedRequest[] => {
	const credentials = signingCredentialsOf(provider, credentialsOf(access, baseUrl)[provider]);
	const fields = fieldsOf(access, provider);
	return orderIds.map((orderId) => signedRequest(provider, credentials, orderId, fields));
};

export async function fetchTexts(
	requests: readonly SignedRequest[],
	concurrency: number,
): Promise<string[]> {
	return await mapConcurrent(concurrency, requests, async ({ method, url, headers, body }) => {
		const target = new URL(url);
		const { origin, pathname, search } = target;
		const answer = await agents.dispatcherFor(target).request({
			origin,
			path: pathname + search,
			method,
			headers: { accept: 'application/json', ...headers },
			body: body === '' ? null : body,
		});
		const text = await answer.body.text();
		// Like the node: one turn later the connection is free and can be reused.
		await nextTurn();
		return text;
	});
}

/** The floor without n8n's engine. */
export async function floor(access: Access): Promise<Contender> {
	return {
		prepare: async (task) => {
			const requests = requestsOf(access, task);
			return {
				go: async () => await fetchTexts(requests, task.concurrency),
				count: (result) => counted(result as string[]),
			};
		},
	};
}
