import type { Access, Contender } from '../contender';
import { fieldsOf, openEngine } from './compiled';

/** Get Many Orders in n8n's engine: all orders of the list as rows, without details. */
export async function open(access: Access): Promise<Contender> {
	const runOf = await openEngine(access);
	return ({ provider, concurrency }) => {
		const fields = fieldsOf(access, provider);
		const parameters = { ...fields, returnAll: true, options: { details: false } };
		return runOf(
			{ provider, concurrency, orderIds: [''] },
			parameters,
			{ type: 'n8n-nodes-marketplace-orders.getManyOrders' },
			(rows) => new Set(rows.map(({ order_id }) => order_id)).size,
		);
	};
}
