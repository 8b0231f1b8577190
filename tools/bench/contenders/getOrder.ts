import type { Access, Contender } from '../contender';
import { fieldsOf, openEngine } from './compiled';

/** Get Order in n8n's engine: items → Get Order → rows. */
export async function open(access: Access): Promise<Contender> {
	const runOf = await openEngine(access);
	return (task) => {
		const { provider, concurrency } = task;
		const parameters = { ...fieldsOf(access, provider), options: { concurrency } };
		return runOf(
			task,
			parameters,
			{},
			(rows) => new Set(rows.map(({ order_id }) => order_id)).size,
		);
	};
}
