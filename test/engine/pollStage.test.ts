import type { INodeType, IPollFunctions } from 'n8n-workflow';

import { openPoll, type Poller } from './pollStage.support';
import { openStage, type Stage } from './stage.support';

/** What the node does in its next poll, and what it was given. */
const script: {
	emits: boolean;
	fails?: Error;
	waits?: Promise<void>;
	contexts: IPollFunctions[];
} = { emits: false, contexts: [] };

/** Counts its polls in the static data. */
const counter: INodeType = {
	description: {
		displayName: 'Counter',
		name: 'counter',
		group: ['trigger'],
		version: 1,
		description: 'Counts its polls',
		defaults: { name: 'Counter' },
		polling: true,
		inputs: [],
		outputs: ['main'],
		properties: [{ displayName: 'Step', name: 'step', type: 'number', default: 1 }],
	},
	async poll(this: IPollFunctions) {
		script.contexts.push(this);
		const { emits, fails, waits } = script;
		const state = this.getWorkflowStaticData('node');
		const polls = Number(state.polls ?? 0) + Number(this.getNodeParameter('step'));
		await waits;
		state.polls = polls;
		if (fails) throw fails;
		this.logger.warn(`Poll ${polls}`);
		return emits || this.getMode() === 'manual' ? [[{ json: { polls } }]] : null;
	},
};

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({}, { nodes: { 'test.counter': counter } });
});
afterAll(async () => await stage.close());

let poller: Poller;
const open = (options: Parameters<typeof openPoll>[2] = {}): void => {
	Object.assign(script, { emits: false, fails: undefined, waits: undefined, contexts: [] });
	poller = openPoll(stage, {}, { type: 'test.counter', ...options });
};
const emits = async (): Promise<unknown> => {
	script.emits = true;
	const items = await poller.poll().finally(() => (script.emits = false));
	return items?.map(({ json }) => json.polls);
};

describe('in memory', () => {
	beforeEach(() => open());

	test('the first poll belongs to the activation, which stores what it remembers', async () => {
		expect(await poller.activate()).toBeNull();
		expect(poller.saved()).toEqual({ polls: 1 });
		expect(poller.warnings()).toEqual(['Poll 1']);
		expect(script.contexts.map((context) => context.getActivationMode())).toEqual(['activate']);
	});

	test('a poll that returns null is remembered, but not stored', async () => {
		await poller.activate();
		expect(await poller.poll()).toBeNull();
		expect(poller.saved()).toEqual({ polls: 1 });
		expect(await emits()).toEqual([3]);
		expect(poller.saved()).toEqual({ polls: 3 });
	});

	test('a restart knows what was stored, and polls at once', async () => {
		await poller.activate();
		await emits();
		await poller.poll();
		expect(await poller.restart()).toBeNull();
		expect(script.contexts.at(-1)?.getActivationMode()).toBe('init');
		expect(poller.saved()).toEqual({ polls: 3 });
	});

	test('an error refuses the activation, and nothing is stored or polled', async () => {
		script.fails = new Error('No such mall');
		await expect(poller.activate()).rejects.toThrow('No such mall');
		expect(poller.saved()).toEqual({});
		await expect(poller.poll()).rejects.toThrow('not active');
	});

	test('a later error is recorded, and polling goes on', async () => {
		await poller.activate();
		script.fails = new Error('No connection');
		await expect(poller.poll()).rejects.toThrow('No connection');
		script.fails = undefined;
		expect(await emits()).toEqual([3]);
	});

	test('polls share a context and may overlap', async () => {
		await poller.activate();
		script.emits = true;
		expect(await Promise.all([poller.poll(), poller.poll()])).toEqual([
			[{ json: { polls: 2 } }],
			[{ json: { polls: 2 } }],
		]);
		expect(new Set(script.contexts).size).toBe(1);
	});

	test('what a poll returns after its process was killed starts no execution', async () => {
		await poller.activate();
		let finish = (): void => undefined;
		script.waits = new Promise((resolve) => (finish = resolve));
		script.emits = true;
		const poll = poller.poll();
		Object.assign(script, { waits: undefined, emits: false });
		await poller.restart();
		finish();
		expect(await poll).toBeNull();
		expect(poller.saved()).toEqual({ polls: 2 });
	});

	test('a manual run reads what is stored and stores nothing', async () => {
		await poller.activate();
		const finished = await poller.pollManually();
		expect(finished.jsons('Order Trigger')).toEqual([{ polls: 2 }]);
		expect(poller.saved()).toEqual({ polls: 1 });
	});

	test('a workflow that is saved begins with what is stored; a renamed node begins afresh', async () => {
		await poller.activate();
		await poller.poll();
		await poller.changeParameters({ step: 10 });
		expect(poller.saved()).toEqual({ polls: 11 });
		await poller.change({ name: 'Renamed' });
		expect(poller.saved()).toEqual({ polls: 10 });
	});

	test('the budget is n8n’s five minutes, another, or none in an older n8n', async () => {
		const budget = async (): Promise<unknown> => {
			await poller.restart();
			const context: Partial<IPollFunctions> | undefined = script.contexts.at(-1);
			return context?.getPollBudgetMs?.();
		};
		expect(await budget()).toBe(300_000);
		poller.withBudget(1_000);
		expect(await budget()).toBe(1_000);
		poller.withBudget(null);
		expect(await budget()).toBeUndefined();
	});
});

describe('with n8n’s scheduler and cursors', () => {
	beforeEach(() => open({ engine: 'durable' }));

	test('what the first poll remembers is not stored; what later polls remember is, also on null', async () => {
		expect(await poller.activate()).toBeNull();
		expect(poller.saved()).toEqual({});
		await poller.poll();
		await poller.poll();
		expect(poller.saved()).toEqual({ polls: 2 });
		expect(await emits()).toEqual([3]);
		expect(poller.saved()).toEqual({ polls: 3 });
	});

	test('each poll has a context of its own, with a budget', async () => {
		await poller.activate();
		await poller.poll();
		await poller.poll();
		expect(new Set(script.contexts).size).toBe(3);
		expect(script.contexts.map((context) => context.getPollBudgetMs())).toEqual([
			300_000, 36_000, 36_000,
		]);
		expect(script.contexts.at(-1)?.getActivationMode()).toBe('update');
	});

	test('neither a restart nor a renamed node begins afresh, and neither polls at once', async () => {
		await poller.activate();
		await poller.poll();
		await poller.restart();
		await poller.change({ name: 'Renamed' });
		expect(await emits()).toEqual([2]);
	});

	test('an error refuses the activation; later nothing of its poll is stored', async () => {
		script.fails = new Error('No such mall');
		await expect(poller.activate()).rejects.toThrow('No such mall');
		await expect(poller.poll()).rejects.toThrow('not active');
		script.fails = undefined;
		await poller.activate();
		await poller.poll();
		script.fails = new Error('No connection');
		await expect(poller.poll()).rejects.toThrow('No connection');
		expect(poller.saved()).toEqual({ polls: 1 });
	});

	test('nothing comes of a poll that n8n gives up', async () => {
		await poller.activate();
		await poller.pollAbandoned();
		expect(poller.saved()).toEqual({});
	});
});

test('with n8n’s scheduler alone, what a poll remembers is gone at the next one unless it emits', async () => {
	open({ engine: 'durableWithoutCursors' });
	await poller.activate();
	expect(poller.saved()).toEqual({ polls: 1 });
	await poller.poll();
	await poller.poll();
	expect(poller.saved()).toEqual({ polls: 1 });
	expect(await emits()).toEqual([2]);
	expect(poller.saved()).toEqual({ polls: 2 });
});
