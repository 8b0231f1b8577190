import type { INodeParameters } from 'n8n-workflow';

import { systemRuntime } from '../../../http/runtime';
import { createEngine, getOrderWorkflow } from '../../../test/engine/engine';
import { openPoll } from '../../../test/engine/pollStage';
import { StaticDataStore } from '../../../test/engine/staticData';
import { PREVIOUS_DIST } from '../contenders/previous';
import type { ProviderName } from '../types';
import type { Gateway } from './gateway';

/** What a watcher watches, and where. */
export interface Scene extends Pick<Gateway, 'demo' | 'mallCode' | 'siteCode'> {
	readonly baseUrl: string;
	readonly orderIds: readonly string[];
}

/** One run or poll; gives the ids of the orders that it reports. */
type Run = () => Promise<readonly unknown[]>;

/** A way to hear of changed orders. */
export interface Watcher {
	readonly title: string;
	readonly provider: ProviderName;
	/** True for one that reports every order in its first run. */
	readonly reportsAll: boolean;
	readonly needsPrevious: boolean;
	open(scene: Scene): Promise<Run>;
}

/** n8n's engine with credentials as a user fills them in. */
async function engineFor({ demo, baseUrl }: Scene, dist?: string) {
	const engine = await createEngine(
		dist === undefined ? { runtime: { ...systemRuntime } } : { dist },
	);
	engine.store.put('ali', { ...demo.aliExpressApi, baseUrl });
	engine.store.put('tuya', { ...demo.tuyaApi, baseUrl });
	return engine;
}

const distinct = (jsons: ReadonlyArray<Record<string, unknown>>): readonly unknown[] => [
	...new Set(jsons.map(({ order_id }) => order_id)),
];

const orderTrigger = (title: string, events: readonly string[]): Watcher => ({
	title: `Order Trigger, ${title}`,
	provider: 'tuya',
	reportsAll: false,
	needsPrevious: false,
	open: async (scene) => {
		const engine = await engineFor(scene);
		const { mallCode, siteCode } = scene;
		const poller = openPoll(
			{ engine, restart: () => engine.use({ ...systemRuntime }) },
			{ provider: 'tuya', mallCode, siteCode, events: [...events] },
		);
		let isActive = false;
		return async () => {
			const polled = isActive ? await poller.poll() : await poller.activate();
			isActive = true;
			return distinct((polled ?? []).map(({ json }) => json));
		};
	},
});

/** Get Order over a list of order ids, in executions that n8n starts on a schedule. */
async function getOrderOver(
	scene: Scene,
	provider: ProviderName,
	parameters: INodeParameters,
	dist?: string,
) {
	const engine = await engineFor(scene, dist);
	const staticData = new StaticDataStore();
	const { mallCode: mall_code, siteCode: site_code } = scene;
	const workflow = getOrderWorkflow(
		scene.orderIds.map((order_id) => ({ provider, order_id, mall_code, site_code })),
		{
			provider: '={{ $json.provider }}',
			orderId: '={{ $json.order_id }}',
			mallCode: '={{ $json.mall_code }}',
			siteCode: '={{ $json.site_code }}',
			...parameters,
		},
	);
	return async () => {
		const finished = await engine.run(workflow, { mode: 'trigger', staticData });
		if (finished.error) throw new Error(finished.error.message);
		return finished.jsons('Get Order');
	};
}

/**
 * What the example "Order status to Slack" of version 0.1.0 did: Get Order, followed by n8n's Remove
 * Duplicates, which let through what it had not seen in an earlier execution.
 */
const example = (provider: ProviderName): Watcher => ({
	title: 'Example of 0.1.0',
	provider,
	reportsAll: true,
	needsPrevious: true,
	open: async (scene) => {
		const run = await getOrderOver(scene, provider, { output: 'order' }, PREVIOUS_DIST);
		const seen = new Set<string>();
		return async () => {
			const unseen = (await run()).filter(({ order_key, order_status, fulfillment_status }) => {
				const value = [order_key, order_status, fulfillment_status].join(' ');
				return seen.size < seen.add(value).size;
			});
			return distinct(unseen);
		};
	},
});

const ALL_EVENTS = ['orderStatus', 'paymentStatus', 'fulfillmentStatus', 'tracking', 'newOrder'];

export const WATCHERS: readonly Watcher[] = [
	orderTrigger('Order Status Changed', ['orderStatus']),
	orderTrigger('all events', ALL_EVENTS),
	example('tuya'),
	example('aliexpress'),
];
