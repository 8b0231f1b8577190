import { AsyncLocalStorage } from 'node:async_hooks';

import {
	ActiveWorkflowTriggers,
	ErrorReporter,
	InstanceSettings,
	PollTriggerExecutor,
	ScheduledTaskManager,
	Tracing,
	TriggersAndPollers,
	type IGetExecutePollFunctions,
	type ScheduledTaskContext,
} from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import type { Finished, WorkflowJson } from './engine.support';
import {
	CursorStore,
	Jobs,
	pollContext,
	StaticDataStore,
	tickOfScheduler,
	useJobs,
	type PollHost,
} from './pollContext.support';
import { Container, Logger } from './services.support';
import type { Stage } from './stage.support';

/**
 * The three ways in which n8n keeps what a poll remembers. `memory`: polls share one context, which
 * is stored when a poll emits. `durable`: n8n's scheduler with cursors, each poll has a context of
 * its own, stored also when it returns null. `durableWithoutCursors`: the same scheduler, but what a
 * poll that returns null remembered is gone at the next one.
 */
export type PollEngine = 'memory' | 'durable' | 'durableWithoutCursors';

export interface PollOptions {
	readonly engine?: PollEngine;
	/** The node type, by default Order Trigger. */
	readonly type?: string;
	readonly credentials?: INode['credentials'];
}

export interface Log {
	readonly level: 'error' | 'warn' | 'info' | 'debug';
	readonly message: string;
	readonly metadata: unknown;
}

/** What a poll gives: items that start an execution, or null. */
export type Polled = readonly INodeExecutionData[] | null;

/** A workflow with a polling trigger in n8n's own engine; tests say when the clock strikes. */
export interface Poller {
	/** Activates the workflow; gives what the first poll emitted; throws if the activation is refused. */
	activate(activation?: WorkflowActivateMode): Promise<Polled>;
	/** A scheduled poll; throws the error for which n8n would record a failed execution. */
	poll(): Promise<Polled>;
	/** A poll that n8n's scheduler gives up: whatever comes of it is discarded. */
	pollAbandoned(): Promise<void>;
	/** The node alone, run in the editor. */
	pollManually(): Promise<Finished>;
	/** Kills n8n and starts it again: it knows only what is stored. */
	restart(): Promise<Polled>;
	/** Saves the workflow with these parameters while it is active. */
	changeParameters(parameters: INodeParameters): Promise<Polled>;
	/** Saves the workflow with another name or credential of the node. */
	change(node: Partial<INode>): Promise<Polled>;
	/** The milliseconds that getPollBudgetMs gives; null for an n8n without that function. */
	withBudget(milliseconds: number | null): void;
	/** What is stored for the node, as a copy. */
	saved(): IDataObject;
	/** Writes that by hand. */
	save(data: IDataObject): void;
	/** What the node logged. */
	readonly logs: Log[];
	warnings(): string[];
}

const ID = 'polls';
const ORDER_TRIGGER = 'n8n-nodes-marketplace-orders.orderTrigger';

/** Keeps the ticks of n8n's clock, for the test to strike. */
class Clock extends ScheduledTaskManager {
	private ticks: Array<() => void> = [];

	constructor() {
		super(Container.get(InstanceSettings), Container.get(Logger) as never, { activeInterval: 0 });
	}

	override register(_context: ScheduledTaskContext, onTick: (time: Date) => void): boolean {
		this.ticks.push(() => onTick(new Date()));
		return true;
	}

	override deregisterTarget(): void {
		this.ticks = [];
	}

	override deregisterGroup(): boolean {
		this.ticks = [];
		return true;
	}

	strike(): void {
		if (this.ticks.length === 0) throw new Error('The workflow is not polled: it is not active');
		for (const tick of this.ticks) tick();
	}
}

/** n8n's executor of polls, which lets the test wait for the poll that the clock began. */
class Executor extends PollTriggerExecutor {
	running: Promise<void> = Promise.resolve();

	constructor() {
		super(
			Container.get(Logger) as never,
			Container.get(TriggersAndPollers),
			Container.get(Tracing),
			Container.get(ErrorReporter),
		);
	}

	override create(
		...parameters: Parameters<PollTriggerExecutor['create']>
	): ReturnType<PollTriggerExecutor['create']> {
		const execute = super.create(...parameters);
		return async (isFirst) => await (this.running = execute(isFirst));
	}
}

/** What n8n does with one poll. */
interface Outcome {
	emitted: Polled;
	error?: Error;
	abandoned?: boolean;
}

/** One for all pollers, because Node does work at every promise for each storage that was ever used. */
const outcomes = new AsyncLocalStorage<Outcome>();

export function openPoll(
	stage: Pick<Stage, 'engine' | 'restart'>,
	parameters: INodeParameters,
	options: PollOptions = {},
): Poller {
	const { engine = 'memory', type = ORDER_TRIGGER } = options;
	const database = new StaticDataStore();
	const cursors = new CursorStore();
	const jobs = new Jobs();
	const logs: Log[] = [];
	let budget: number | null | undefined;
	let node: INode = {
		id: 'trigger-id',
		name: 'Order Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: options.credentials ?? {
			aliExpressApi: { id: 'ali', name: 'AliExpress account' },
			tuyaApi: { id: 'tuya', name: 'Tuya account' },
		},
	};

	const json = (): WorkflowJson => ({ nodes: [structuredClone(node)], connections: {} });
	const load = (): Workflow =>
		new Workflow({
			...json(),
			id: ID,
			name: 'Polls',
			active: true,
			nodeTypes: stage.engine.nodeTypes,
			staticData: database.load(),
		});
	const log =
		(level: Log['level']) =>
		(message: string, metadata?: unknown): void =>
			void logs.push({ level, message, metadata });
	const host: PollHost = {
		engine,
		cursors,
		additionalData: () => stage.engine.additionalData(json()),
		load,
		budget: () => budget,
		logger: { error: log('error'), warn: log('warn'), info: log('info'), debug: log('debug') },
		emit: (workflow, data) => {
			const outcome = outcomes.getStore();
			if (!outcome || outcome.abandoned) return;
			database.saveChanged(workflow);
			outcome.emitted = data[0] ?? [];
		},
		fail: (error) => {
			const outcome = outcomes.getStore();
			if (outcome && !outcome.abandoned) outcome.error = error;
		},
		isAbandoned: () => outcomes.getStore()?.abandoned === true,
	};

	/** A process of n8n: its clock, and what it holds in memory of an active workflow. */
	const startProcess = () => {
		const clock = new Clock();
		const executor = new Executor();
		const active = new ActiveWorkflowTriggers(
			Container.get(Logger) as never,
			clock,
			Container.get(TriggersAndPollers),
			Container.get(ErrorReporter),
			executor,
		);
		const getPollFunctions: IGetExecutePollFunctions = (workflow, trigger, _, mode, activation) =>
			pollContext(host, workflow, trigger, mode, activation);
		return {
			activate: async (activation: WorkflowActivateMode): Promise<void> => {
				useJobs(engine === 'memory' ? undefined : jobs);
				await active.remove(ID);
				const workflow = load();
				await active.addAllTriggers(
					ID,
					workflow,
					host.additionalData(),
					'trigger',
					activation,
					() => {
						throw new Error('No trigger but the poller');
					},
					getPollFunctions,
				);
				database.saveChanged(workflow);
			},
			tick: async (): Promise<void> => {
				if (engine !== 'memory') return await tickOfScheduler(host, jobs);
				clock.strike();
				await executor.running;
			},
		};
	};

	let process = startProcess();
	const running = new Set<Outcome>();
	const outcomeOf = async (happens: () => Promise<void>, abandoned = false): Promise<Polled> => {
		const outcome: Outcome = { emitted: null, abandoned };
		running.add(outcome);
		await outcomes.run(outcome, happens).finally(() => running.delete(outcome));
		if (outcome.error) throw outcome.error;
		return outcome.emitted;
	};
	const activate: Poller['activate'] = async (activation = 'activate') =>
		await outcomeOf(async () => await process.activate(activation));
	const change = async (changed: Partial<INode>): Promise<Polled> => {
		node = { ...node, ...changed };
		return await activate('update');
	};
	return {
		activate,
		poll: async () => await outcomeOf(process.tick),
		pollAbandoned: async () => void (await outcomeOf(process.tick, true)),
		pollManually: async () => await stage.engine.run({ ...json(), staticData: database.load() }),
		restart: async () => {
			for (const outcome of running) outcome.abandoned = true;
			stage.restart();
			process = startProcess();
			return await activate('init');
		},
		changeParameters: async (changed) =>
			await change({ parameters: { ...node.parameters, ...changed } }),
		change,
		withBudget: (milliseconds) => {
			budget = milliseconds;
		},
		saved: () =>
			cursors.load(node.id) ?? ((database.load()[`node:${node.name}`] ?? {}) as IDataObject),
		save: (data) => {
			if (cursors.load(node.id)) cursors.save(node.id, data);
			else database.save({ ...database.load(), [`node:${node.name}`]: data });
		},
		logs,
		warnings: () => logs.filter(({ level }) => level === 'warn').map(({ message }) => message),
	};
}
