import { Agent } from 'undici';

import { countOrders, mapConcurrent, type Access, type Contender } from '../contender';
import { signerOf } from './compiled';

/**
 * The unavoidable cost: sends requests that were signed beforehand through undici's pool and reads each
 * response as text, without n8n's engine.
 */
export function open(access: Access): Contender {
	const agent = new Agent({ keepAliveTimeout: 15_000 });
	return ({ provider, orderIds, concurrency }) => {
		const requests = orderIds.map(signerOf(access, provider));
		return async () =>
			countOrders(
				await mapConcurrent(concurrency, requests, async ({ method, url, headers, body }) => {
					const { origin, pathname, search } = new URL(url);
					const answer = await agent.request({
						origin,
						path: pathname + search,
						method,
						headers: { accept: 'application/json', ...headers },
						body: body === '' ? null : body,
					});
					return await answer.body.text();
				}),
			);
	};
}
