import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';

import type { INodeExecutionData } from 'n8n-workflow';

import type { World } from '../../http/runtime';
import { compiled } from '../../test/engine/engine';
import { openStage, type Stage } from '../../test/engine/stage';
import type { Fault } from '../sandbox';
import { runAhead } from './clock';
import { verdict, type Asked } from './judge';
import { mishapsOf, renewalMishapsOf, wantedOrders, type Mishap } from './plan';

export interface Plan {
	readonly orders: number;
	readonly seed: number;
	readonly concurrency: number;
	/** The share of requests that meet a fault. */
	readonly rate: number;
	/** Every session ends after so many orders were asked for. */
	readonly sessionEndsAfter: number;
	readonly progress?: (asked: number) => void;
}

export interface Report {
	readonly seconds: number;
	/** What the run's own clock showed. */
	readonly ownSeconds: number;
	/** How many input items arrived, or were told for which reason. */
	readonly outcomes: ReadonlyMap<string, number>;
	/** How many requests met which fault; `none` for the others. */
	readonly faults: ReadonlyMap<string, number>;
	readonly requests: number;
	readonly renewals: number;
	readonly mostSockets: number;
	readonly socketsOpened: number;
	/** Bytes that the heap holds more than before, when all of the run is let go. */
	readonly heapGrowth: number;
	/** What should not be; empty is good. */
	readonly violations: readonly string[];
}

const TIMEOUT = 1_500;
const MAX_RETRIES = 4;
/** The heap may hold on to this much more: compiled code, caches, pooled connections. */
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

/** All orders in one run that goes on, with faults by chance, and what came of each. */
export async function soak(plan: Plan): Promise<Report> {
	const { world } = compiled<{ world: World }>('http/runtime.js');
	const usual = { ...world };
	const strays: string[] = [];
	const stray = (reason: unknown): void => void strays.push(`Nobody caught ${String(reason)}`);
	const events = ['unhandledRejection', 'uncaughtException', 'warning'] as const;
	for (const event of events) process.on(event, stray);
	const stage = await openStage({
		seed: plan.seed,
		aliexpress: { accessLife: 30 * 86_400, refreshLife: 60 * 86_400 },
	});
	try {
		// A short run first, so that what is loaded once does not count as growth.
		await observe(stage, world, {
			...plan,
			orders: Math.min(100, plan.orders),
			progress: undefined,
		});
		const before = await heap();
		const seen = await observe(stage, world, plan);
		stage.reset();
		const heapGrowth = (await heap()) - before;
		const violations = [...seen.violations, ...strays];
		if (heapGrowth > HEAP_GROWTH) violations.push(`The heap holds ${heapGrowth} bytes more`);
		return { ...seen, heapGrowth, violations };
	} finally {
		await stage.close();
		Object.assign(world, usual);
		for (const event of events) process.off(event, stray);
	}
}

async function observe(
	stage: Stage,
	world: World,
	plan: Plan,
): Promise<Omit<Report, 'heapGrowth'>> {
	const { sandbox } = stage;
	stage.reset();
	runAhead(world, stage, plan.seed);
	const wanted = wantedOrders(plan.orders, plan.seed);
	const titles = new Map<Fault, Mishap>();
	for (const provider of ['aliexpress', 'tuya'] as const) {
		const share = (mishaps: readonly Mishap[]): readonly Fault[] => {
			for (const mishap of mishaps) titles.set(mishap.fault, mishap);
			return mishaps.map(({ fault }) => fault);
		};
		for (const call of ['order', 'tracking'] as const)
			sandbox.faults.random(plan.rate, share(mishapsOf(provider)), { provider, call });
		for (const call of ['token', 'refresh'] as const)
			sandbox.faults.random(plan.rate, share(renewalMishapsOf(provider)), { provider, call });
	}

	/** In the order of `sandbox.requests`, which tells the rest. */
	const met: Array<Mishap | null> = [];
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

	const begun = performance.now();
	const ownBegun = stage.now();
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
		list.push({ mishap: met[at] ?? null, outcome });
		asked.set(orderId, list);
	});
	const byInput = new Map<number, INodeExecutionData[]>();
	for (const item of finished.items('Get Order')) {
		const { item: input } = item.pairedItem as { item: number };
		byInput.set(input, [...(byInput.get(input) ?? []), item]);
	}
	const violations = finished.error ? [`The run ended: ${finished.error.message}`] : [];
	const outcomes = new Map<string, number>();
	wanted.forEach((each, input) => {
		const items = byInput.get(input) ?? [];
		byInput.delete(input);
		const wrong = verdict(each, asked.get(each.order_id) ?? [], items, MAX_RETRIES);
		if (wrong) violations.push(wrong);
		const details = items[0]?.json.details as { reason?: string } | undefined;
		add(outcomes, details?.reason ?? (items.length > 0 ? 'arrived' : 'lost'));
	});
	for (const input of byInput.keys()) violations.push(`Nobody asked for item ${input}`);
	// Sockets that were cut off close a moment later than those in their place are opened.
	if (mostSockets > 2 * plan.concurrency + 5) violations.push(`${mostSockets} sockets were open`);

	const faults = new Map<string, number>();
	for (const mishap of met) add(faults, mishap?.title ?? 'none');
	return {
		seconds: (performance.now() - begun) / 1000,
		ownSeconds: (stage.now() - ownBegun) / 1000,
		outcomes,
		faults,
		requests: met.length,
		renewals: sandbox.count('token') + sandbox.count('refresh'),
		mostSockets,
		socketsOpened: sandbox.sockets - opened,
		violations,
	};
}
