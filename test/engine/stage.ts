import type { World } from '../../http/runtime';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../tools/sandbox';
import { compiled, createEngine, getOrderWorkflow, type Engine, type Finished } from './engine';

/** A sandbox, an engine with its credentials, and the clock and chance of the compiled package. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly engine: Engine;
	/** The waits that the package asked for, in milliseconds; none of them takes real time. */
	readonly waits: number[];
	/** Calls this in each of those waits; answers with what ends it. */
	onSleep(happens: () => void): () => void;
	/** Moves the package's clock. */
	advance(milliseconds: number): void;
	now(): number;
	/** Get Order over these items. */
	get(
		orders: ReadonlyArray<Record<string, unknown>>,
		parameters?: Parameters<typeof getOrderWorkflow>[1],
		node?: Parameters<typeof getOrderWorkflow>[2],
	): Promise<Finished>;
	/** Makes this process one that has renewed nothing yet, as another worker is. */
	forgetRenewals(): void;
	/** Puts the credentials back as a user filled them in and forgets what happened. */
	reset(): void;
	close(): Promise<void>;
}

/** Both providers by expression: what differs from item to item. */
export const BOTH = {
	provider: '={{ $json.provider }}',
	orderId: '={{ $json.order_id }}',
	mallCode: '={{ $json.mall_code }}',
	siteCode: '={{ $json.site_code }}',
};

export async function openStage(
	options: SandboxOptions = {},
	more: Parameters<typeof createEngine>[0] = {},
): Promise<Stage> {
	let shift = 0;
	const now = (): number => Date.now() + shift;
	const sandbox = await startSandbox({ now, ...options });
	const engine = await createEngine(more);
	const { world } = compiled<{ world: World }>('http/runtime.js');
	const { forgetClocks } = compiled<{ forgetClocks: () => void }>('providers/clockSkew.js');
	const { forgetRenewals } = compiled<{ forgetRenewals: () => void }>('n8n/authenticate.js');
	const waits: number[] = [];
	const sleepers = new Set<() => void>();
	world.now = now;
	world.random = () => 0.5;
	world.sleep = async (milliseconds) => {
		waits.push(milliseconds);
		shift += milliseconds;
		for (const happens of sleepers) happens();
		await new Promise((resolve) => setImmediate(resolve));
	};
	const reset = (): void => {
		const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
		engine.store.put('ali', { ...sandbox.demo.aliExpressApi, accessToken, refreshToken });
		engine.store.put('tuya', { ...sandbox.demo.tuyaApi });
		engine.store.reads.clear();
		engine.store.writes.clear();
		sandbox.reset();
		forgetClocks();
		forgetRenewals();
		waits.length = 0;
	};
	reset();
	return {
		sandbox,
		engine,
		waits,
		now,
		onSleep: (happens) => {
			sleepers.add(happens);
			return () => sleepers.delete(happens);
		},
		advance: (milliseconds) => {
			shift += milliseconds;
		},
		get: async (orders, parameters = {}, node = {}) =>
			await engine.run(
				getOrderWorkflow(
					orders.map((order) => ({
						mall_code: sandbox.mallCode,
						site_code: sandbox.siteCode,
						...order,
					})),
					{ ...BOTH, ...parameters },
					node,
				),
			),
		forgetRenewals,
		reset,
		close: async () => await sandbox.close(),
	};
}

export const ali = (orderId: unknown) => ({ provider: 'aliexpress', order_id: orderId });
export const tuya = (orderId: unknown) => ({ provider: 'tuya', order_id: orderId });
export const ALI_SAMPLE = '8190439416163295';
export const TUYA_SAMPLE = 'SO2110258K167O5C';
