import { startSandbox, type Sandbox } from '../../sandbox';
import { startRelay } from '../distance';
import { ROUND_TRIP } from '../plan';
import { serve } from '../program';
import type { ProviderName } from '../types';
import { arriving, SCENARIOS, watchedOrders, type WatchedOrder } from './orders';

/** What the gateway's process reports when it is ready. */
export interface Gateway {
	/** By the round trip to it, in milliseconds. */
	readonly baseUrls: readonly { readonly roundTrip: number; readonly baseUrl: string }[];
	readonly demo: Sandbox['demo'];
	readonly mallCode: string;
	readonly siteCode: string;
}

/** `place`: these orders and no others. `arrive`: some of them change. `count`: only the answer. */
export interface GatewayQuestion {
	readonly action: 'place' | 'arrive' | 'count';
	readonly provider: ProviderName;
	readonly orders: number;
}

/** The calls since the orders were placed. */
export interface Calls {
	readonly list: number;
	readonly order: number;
	readonly token: number;
}

function place(sandbox: Sandbox, provider: ProviderName, orders: readonly WatchedOrder[]): void {
	sandbox.reset();
	sandbox.tuya.clear();
	const now = Date.now();
	for (const { orderId, stand, age } of orders) {
		if (provider === 'tuya') sandbox.tuya.place(orderId, { at: now - age });
		sandbox.move(orderId, SCENARIOS[stand][provider]);
	}
}

/** Runs the sandbox as a process, with a relay for the distance. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ log: false });
	const relay = await startRelay(Number(new URL(sandbox.baseUrl).port), ROUND_TRIP / 2);
	const gateway: Gateway = {
		baseUrls: [
			{ roundTrip: 0, baseUrl: sandbox.baseUrl },
			{ roundTrip: ROUND_TRIP, baseUrl: `http://127.0.0.1:${relay.port}` },
		],
		demo: sandbox.demo,
		mallCode: sandbox.mallCode,
		siteCode: sandbox.siteCode,
	};
	serve(gateway, ({ action, provider, orders }: GatewayQuestion): Calls => {
		const watched = watchedOrders(provider, orders);
		if (action === 'place') place(sandbox, provider, watched);
		if (action === 'arrive') {
			for (const orderId of arriving(watched)) sandbox.move(orderId, SCENARIOS.completed[provider]);
		}
		return {
			list: sandbox.count('search'),
			order: sandbox.count('order'),
			token: sandbox.count('token') + sandbox.count('refresh'),
		};
	});
}

void main();
