import type { SignedRequest } from '../../../http/message';
import type { Provider } from '../../../providers/contract';
import { compiled, createEngine, getOrderWorkflow } from '../../../test/engine/engine.support';
import type { Access, ProviderName, Run, Task } from '../contender';

const { providerNamed } = compiled<{
	providerNamed: (name: string) => Provider | undefined;
}>('providers/index.js');

/** The node's parameters that only this provider has. */
export const fieldsOf = (
	{ mallCode, siteCode }: Access,
	name: ProviderName,
): Record<string, string> => (name === 'tuya' ? { mallCode, siteCode } : {});

/** Makes the signed request for an order, as the node does. */
export function signerOf(access: Access, name: ProviderName): (orderId: string) => SignedRequest {
	const provider = providerNamed(name);
	const read = provider?.credential.read({ ...access[name] });
	if (!provider || !read?.ok) throw new Error(`The package cannot sign for ${name}`);
	const query = {
		provider: name,
		fields: fieldsOf(access, name),
		language: '',
		options: { includeTracking: false },
	};
	let nonces = 0;
	return (orderId) =>
		provider.order.request({ ...query, orderId }, read.value, {
			now: Date.now(),
			nonce: `bench-${process.pid}-${nonces++}`,
		});
}

type EngineOptions = NonNullable<Parameters<typeof createEngine>[0]>;

/** n8n's engine with the credentials, and how a workflow of items and one node is run in it. */
export async function openEngine(access: Access, options: EngineOptions = {}) {
	const engine = await createEngine(options);
	engine.store.put('ali', access.aliexpress);
	engine.store.put('tuya', access.tuya);
	return (
		{ provider, orderIds }: Task,
		parameters: Parameters<typeof getOrderWorkflow>[1],
		node: Parameters<typeof getOrderWorkflow>[2],
		count: (rows: ReadonlyArray<Record<string, unknown>>) => number,
	): Run => {
		const orders = orderIds.map((order_id) => ({ order_id }));
		const all = { provider, orderId: '={{ $json.order_id }}', ...parameters };
		const workflow = getOrderWorkflow(orders, all, node);
		return async () => {
			const finished = await engine.run(workflow);
			if (finished.error) throw new Error(finished.error.message);
			return count(finished.jsons('Get Order'));
		};
	};
}
