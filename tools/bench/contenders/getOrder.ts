import { createEngine, getOrderWorkflow, type Finished } from '../../../test/engine/engine';
import type { Access, Contender } from '../types';
import { credentialsOf, fieldsOf } from './compiled';

/**
 * Get Order of a compiled package, by default this one, in n8n's engine: items → Get Order → rows.
 */
export async function getOrder(access: Access, dist?: string): Promise<Contender> {
	const engine = await createEngine(dist === undefined ? {} : { dist });
	return {
		prepare: async ({ provider, baseUrl, orderIds, concurrency }) => {
			const credentials = credentialsOf(access, baseUrl);
			engine.store.put('ali', credentials.aliexpress);
			engine.store.put('tuya', credentials.tuya);
			const workflow = getOrderWorkflow(
				orderIds.map((order_id) => ({ order_id })),
				{
					provider,
					orderId: '={{ $json.order_id }}',
					...fieldsOf(access, provider),
					options: { concurrency },
				},
			);
			return {
				go: async () => await engine.run(workflow),
				count: (result) => {
					const finished = result as Finished;
					if (finished.error) throw new Error(finished.error.message);
					const rows = finished.jsons('Get Order');
					return {
						orders: new Set(rows.map(({ order_id }) => order_id)).size,
						rows: rows.length,
					};
				},
			};
		},
	};
}
