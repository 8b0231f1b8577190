import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SignedRequest } from '../../../providers/contract';
import type { Access, Contender, Task } from '../types';
import { atATime } from './atATime';
import { accountOf, credentialsOf, fieldsOf, signedRequest, usePool } from './compiled';
import { counted } from './counted';

/**
 * What cannot be saved: requests that were signed before the clock started go through the pool that
 * the node uses, and each answer is read to its end as text.
 */
export const requestsOf = (
	access: Access,
	{ provider, baseUrl, orderIds }: Task,
): SignedRequest[] => {
	const account = accountOf(provider, credentialsOf(access, baseUrl)[provider]);
	const fields = fieldsOf(access, provider);
	return orderIds.map((orderId) => signedRequest(provider, account, orderId, fields));
};

export async function fetchTexts(
	requests: readonly SignedRequest[],
	concurrency: number,
): Promise<string[]> {
	const pool = usePool(undefined);
	try {
		return await atATime(concurrency, requests, async ({ method, url, headers, body }) => {
			const { origin, pathname, search } = new URL(url);
			const answer = await pool.dispatcher.request({
				origin,
				path: pathname + search,
				method,
				headers: { accept: 'application/json', ...headers },
				body: body === '' ? null : body,
			});
			const text = await answer.body.text();
			// As the node does: a turn later the connection is free, and no other one is opened.
			await nextTurn();
			return text;
		});
	} finally {
		pool.release();
	}
}

/** The floor outside any engine. */
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
