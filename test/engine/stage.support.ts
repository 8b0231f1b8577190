import { systemRuntime, type Runtime } from '../../http/runtime';
import { currentCredential } from '../../n8n/session/credential';
import { recordId, recordsIn, storedFields, type TokenRecord } from '../../n8n/session/record';
import { credential as aliexpress } from '../../providers/aliexpress/credential';
import { credential as tuyaRules } from '../../providers/tuya/credential';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../tools/sandbox';
import { createEngine, getOrderWorkflow, type Engine, type Finished } from './engine.support';

/** The clock and chance that the compiled package gets; each can be replaced. */
export type TestRuntime = { -readonly [Name in keyof Runtime]: Runtime[Name] };

/** A sandbox, an engine with its credentials, and the clock and chance of the compiled package. */
export interface Stage {
	readonly runtime: TestRuntime;
	readonly sandbox: Sandbox;
	readonly engine: Engine;
	/** The waits that the package asked for, in milliseconds; none of them takes real time. */
	readonly waits: number[];
	/** Moves the package's clock. */
	advance(milliseconds: number): void;
	now(): number;
	/** Get Order over these items. */
	get(
		orders: ReadonlyArray<Record<string, unknown>>,
		parameters?: Parameters<typeof getOrderWorkflow>[1],
		node?: Parameters<typeof getOrderWorkflow>[2],
	): Promise<Finished>;
	/** The tokens of the record that n8n has stored last. */
	tokens(credential: keyof typeof RULES): TokenRecord['tokens'];
	/** Has n8n store these tokens, as a renewal of what is typed would. */
	storeTokens(credential: keyof typeof RULES, tokens: TokenRecord['tokens']): void;
	/** Makes the package forget what it keeps in memory, as in another process. */
	restart(): void;
	/** Puts the credentials back as a user filled them in and forgets what happened. */
	reset(): void;
	close(): Promise<void>;
}

const RULES = { ali: aliexpress, tuya: tuyaRules };

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
	/** The clock moves with waits alone: what a test sees does not depend on how busy the host is. */
	const start = Date.now();
	let shift = 0;
	const now = (): number => Math.round(start + shift);
	const sandbox = await startSandbox({ now, ...options });
	const waits: number[] = [];
	const runtime: TestRuntime = {
		...systemRuntime,
		now,
		monotonic: () => shift,
		random: () => 0.5,
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			shift += Math.ceil(milliseconds);
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
	const engine = await createEngine({ ...more, runtime });
	// What the package keeps belongs to a runtime: with another one it starts afresh.
	const restart = (): void => engine.use(Object.create(runtime) as Runtime);
	const original = { ...runtime };
	const reset = (): void => {
		shift = 0;
		Object.assign(runtime, original);
		const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
		engine.store.put('ali', { ...sandbox.demo.aliExpressApi, accessToken, refreshToken });
		engine.store.put('tuya', { ...sandbox.demo.tuyaApi });
		engine.store.put('amazon', { ...sandbox.demo.amazonSpApi });
		engine.store.writes.clear();
		sandbox.reset();
		restart();
		waits.length = 0;
	};
	reset();
	return {
		runtime,
		sandbox,
		engine,
		waits,
		now,
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
		tokens: (id) => [...recordsIn(engine.store.get(id)).values()].at(-1)?.tokens ?? {},
		storeTokens: (id, tokens) => {
			const stored = engine.store.get(id);
			const read = currentCredential(RULES[id], stored, { ...systemRuntime });
			if (!read.ok) throw new Error(read.failure.message);
			const { account, next } = read.value;
			const record = [recordId(account, next.seed), { ...next, tokens }] as const;
			const { session: _, ...fields } = storedFields(new Map([...recordsIn(stored), record]));
			engine.store.put(id, { ...stored, ...fields });
		},
		restart,
		reset,
		close: async () => await sandbox.close(),
	};
}

/** One stage for a whole test file, as a user would find it at each test. */
export function useStage(...parameters: Parameters<typeof openStage>): Stage {
	const stage = {} as Stage;
	beforeAll(async () => void Object.assign(stage, await openStage(...parameters)));
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.close?.());
	return stage;
}

/** Goes on with the other orders when one fails. */
export const GOES_ON = { onError: 'continueRegularOutput' } as const;
export const ON_BRANCH = { onError: 'continueErrorOutput' } as const;

/** As many made-up orders. */
export const many = (count: number, make = ali) =>
	Array.from({ length: count }, (_, n) =>
		make(make === tuya ? `SO26053100${n + 10}` : `81${String(n).padStart(14, '0')}`),
	);
/** The orders of these rows, each once. */
export const idsIn = (rows: ReadonlyArray<Record<string, unknown>>): unknown[] => [
	...new Set(rows.map(({ order_id }) => order_id)),
];

export const ali = (orderId: unknown) => ({ provider: 'aliexpress', order_id: orderId });
export const tuya = (orderId: unknown) => ({ provider: 'tuya', order_id: orderId });
export const amazon = (orderId: unknown) => ({ provider: 'amazon', order_id: orderId });
export const ALI_SAMPLE = '8190439416163295';
export const TUYA_SAMPLE = 'SO2110258K167O5C';
