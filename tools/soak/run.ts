import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';

import type { INodeExecutionData } from 'n8n-workflow';

import { openStage, type Stage } from '../../test/engine/stage';
import type { Fault } from '../sandbox';
import { runAhead } from './clock';
import { verdict, type Asked } from './judge';
import { faultsOf, renewalFaultsOf, wantedOrders, type PlannedFault } from './plan';

export interface Plan {
	readonly orders: number;
	readonly seed: number;
	readonly concurrency: number;
	/** The share of requests that get a fault, 0 to 1. */
	readonly rate: number;
	/** All sessions expire each time this many orders were requested. */
	readonly sessionEndsAfter: number;
	readonly progress?: (asked: number) => void;
}

export interface Report {
	readonly seconds: number;
	/** Simulated seconds. */
	readonly simulatedSeconds: number;
	/** Number of input items by outcome: `arrived`, `lost` or the failure reason. */
	readonly outcomes: ReadonlyMap<string, number>;
	/** Number of requests by fault; `none` without one. */
	readonly faults: ReadonlyMap<string, number>;
	readonly requests: number;
	readonly renewals: number;
	readonly mostSockets: number;
	readonly socketsOpened: number;
	/** Additional heap in bytes after the run's data was released. */
	readonly heapGrowth: number;
	/** Errors of the package; empty when the run passed. */
	readonly violations: readonly string[];
}

const TIMEOUT = 1_500;
const MAX_RETRIES = 4;
/** Allowed heap growth, for compiled code, caches and pooled connections. */
const HEAP_GROWTH = 24 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function heap(): Promise<number> {
	for (let round = 0; round < 3; round++) {
		await new Promise(setImmediate);
		collect();
	}
	return process.memoryUsage().heapUsed;
}

const add = (counts: Map<string, number>, name: string): void =>
	void counts.set(name, (counts.get(name) ?? 0) + 1);

/** Fetches all orders in one execution with random faults and checks the outcome of each. */
export async function soak(plan: Plan): Promise<Report> {
	const unhandled: string[] = [];
	const onUnhandled = (reason: unknown): void =>
		void unhandled.push(`Unhandled: ${String(reason)}`);
	const events = ['unhandledRejection', 'uncaughtException', 'warning'] as const;
	for (const event of events) process.on(event, onUnhandled);
	const stage = await openStage({
		seed: plan.seed,
		aliexpress: { accessLife: 30 * 86_400, refreshLife: 60 * 86_400 },
	});
	try {
		// A short run first loads everything that is loaded only once.
		await observe(stage, {
			...plan,
			orders: Math.min(100, plan.orders),
			progress: undefined,
		});
		const before = await heap();
		const seen = await observe(stage, plan);
		stage.reset();
		const heapGrowth = (await heap()) - before;
		const violations = [...seen.violations, ...unhandled];
		if (heapGrowth > HEAP_GROWTH) violations.push(`The heap grew by ${heapGrowth} bytes`);
		return { ...seen, heapGrowth, violations };
	} finally {
		await stage.close();
		for (const event of events) process.off(event, onUnhandled);
	}
}

async function observe(stage: Stage, plan: Plan): Promise<Omit<Report, 'heapGrowth'>> {
	const { sandbox } = stage;
	stage.reset();
	runAhead(stage, plan.seed);
	const wanted = wantedOrders(plan.orders, plan.seed);
	const titles = new Map<Fault, PlannedFault>();
	for (const provider of ['aliexpress', 'tuya'] as const) {
		const share = (planned: readonly PlannedFault[]): readonly Fault[] => {
			for (const fault of planned) titles.set(fault.fault, fault);
			return planned.map(({ fault }) => fault);
		};
		for (const call of ['order', 'tracking'] as const)
			sandbox.faults.random(plan.rate, share(faultsOf(provider)), { provider, call });
		for (const call of ['token', 'refresh'] as const)
			sandbox.faults.random(plan.rate, share(renewalFaultsOf(provider)), { provider, call });
	}

	/** The fault of each request, in the order of `sandbox.requests`. */
	const met: Array<PlannedFault | null> = [];
	let mostSockets = 0;
	const take = sandbox.faults.take.bind(sandbox.faults);
	sandbox.faults.take = (target) => {
		const fault = take(target);
		met.push(fault && (titles.get(fault) ?? null));
		mostSockets = Math.max(mostSockets, sandbox.openSockets);
		const asked = sandbox.count('order') + 1;
		if (target.call === 'order' && asked % plan.sessionEndsAfter === 0) {
			sandbox.expireAccessTokens('aliexpress');
			sandbox.expireAccessTokens('tuya');
		}
		if (target.call === 'order' && asked % 500 === 0) plan.progress?.(asked);
		return fault;
	};

	const started = performance.now();
	const simulatedStart = stage.now();
	const opened = sandbox.sockets;
	const finished = await stage.get(
		wanted.map((each) => ({ ...each })),
		{
			options: {
				concurrency: plan.concurrency,
				timeout: TIMEOUT,
				maxRetries: MAX_RETRIES,
				includeTracking: true,
			},
		},
		{ onError: 'continueRegularOutput' },
	);
	sandbox.faults.take = take;

	const asked = new Map<string, Asked[]>();
	sandbox.requests.forEach(({ call, orderId, outcome }, at) => {
		if (call !== 'order') return;
		const list = asked.get(orderId) ?? [];
		list.push({ fault: met[at] ?? null, outcome });
		asked.set(orderId, list);
	});
	const byInput = new Map<number, INodeExecutionData[]>();
	for (const item of finished.items('Get Order')) {
		const { item: input } = item.pairedItem as { item: number };
		byInput.set(input, [...(byInput.get(input) ?? []), item]);
	}
	const violations = finished.error ? [`The execution failed: ${finished.error.message}`] : [];
	const outcomes = new Map<string, number>();
	wanted.forEach((each, input) => {
		const items = byInput.get(input) ?? [];
		byInput.delete(input);
		const wrong = verdict(each, asked.get(each.order_id) ?? [], items, MAX_RETRIES);
		if (wrong) violations.push(wrong);
		const details = items[0]?.json.details as { reason?: string } | undefined;
		add(outcomes, details?.reason ?? (items.length > 0 ? 'arrived' : 'lost'));
	});
	for (const input of byInput.keys()) violations.push(`There is no input item ${input}`);
	// Replacements for broken sockets can open shortly before those have closed.
	if (mostSockets > 2 * plan.concurrency + 5) violations.push(`${mostSockets} sockets were open`);

	const faults = new Map<string, number>();
	for (const fault of met) add(faults, fault?.title ?? 'none');
	return {
		seconds: (performance.now() - started) / 1000,
		simulatedSeconds: (stage.now() - simulatedStart) / 1000,
		outcomes,
		faults,
		requests: met.length,
		renewals: sandbox.count('token') + sandbox.count('refresh'),
		mostSockets,
		socketsOpened: sandbox.sockets - opened,
		violations,
	};
}
