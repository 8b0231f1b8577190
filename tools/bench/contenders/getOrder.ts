import type { Access, Contender } from '../contender';
import { fieldsOf, openEngine } from './compiled';

/** Get Order in n8n's engine: items → Get Order → rows. */
export async function open(access: Access): Promise<Contender> {
	const runOf = await openEngine(access);
	return (task) => {
		const { provider, concurrency } = task;
		// No other client asks for the parcels, too.
		const options = { concurrency, includeTracking: false };
		const parameters = { ...fieldsOf(access, provider), options };
		return runOf(
			task,
			parameters,
			{},
			(rows) => new Set(rows.map(({ order_id }) => order_id)).size,
		);
	};
}
