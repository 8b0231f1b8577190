import type { INodeType, IPollFunctions } from 'n8n-workflow';

import { openPoll, type PollEngine, type Poller } from './pollStage.support';
import { useStage } from './stage.support';

/** What the node does in its next poll, and what it was given. */
interface Script {
	emits: boolean;
	fails?: Error;
	waits?: Promise<void>;
	contexts: IPollFunctions[];
}
const script: Script = { emits: false, contexts: [] };

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

const stage = useStage({}, { nodes: { 'test.counter': counter } });
let poller: Poller;
const open = async (engine: PollEngine): Promise<void> => {
	Object.assign(script, { emits: false, fails: undefined, waits: undefined, contexts: [] });
	poller = openPoll(stage, {}, { type: 'test.counter', engine });
	expect(await poller.activate()).toBeNull();
};
const emits = async (): Promise<unknown> => {
	script.emits = true;
	const items = await poller.poll().finally(() => (script.emits = false));
	return items?.map(({ json }) => json.polls);
};

test.each(['memory', 'durable'] as const)(
	'an error refuses an activation and is recorded in a poll; nothing is stored (%s)',
	async (engine) => {
		await open(engine);
		await poller.deactivate();
		script.fails = new Error('No such mall');
		await expect(poller.activate()).rejects.toThrow('No such mall');
		await expect(poller.poll()).rejects.toThrow('not active');
		script.fails = undefined;
		await poller.activate();
		const saved = poller.saved();
		script.fails = new Error('No connection');
		await expect(poller.poll()).rejects.toThrow('No connection');
		expect(poller.saved()).toEqual(saved);
		script.fails = undefined;
		expect(await emits()).toHaveLength(1);
	},
);

describe('in memory', () => {
	beforeEach(async () => await open('memory'));

	test('the activation stores what its poll remembers, a null poll does not', async () => {
		expect(poller.warnings()).toEqual(['Poll 1']);
		expect(await poller.poll()).toBeNull();
		expect(poller.saved()).toEqual({ polls: 1 });
		expect(await emits()).toEqual([3]);
		expect(poller.saved()).toEqual({ polls: 3 });
		await poller.poll();
		expect(await poller.restart()).toBeNull();
		expect(poller.saved()).toEqual({ polls: 4 });
		const modes = script.contexts.map((context) => context.getActivationMode());
		expect([modes[0], modes.at(-1)]).toEqual(['activate', 'init']);
	});

	test('polls share a context and may overlap', async () => {
		script.emits = true;
		const items = [{ json: { polls: 2 } }];
		expect(await Promise.all([poller.poll(), poller.poll()])).toEqual([items, items]);
		expect(new Set(script.contexts).size).toBe(1);
	});

	test('what a poll returns after its process was killed starts no execution', async () => {
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

	test('a manual run stores nothing; a saved workflow goes on, a renamed node begins afresh', async () => {
		const finished = await poller.pollManually();
		expect(finished.jsons('Order Trigger')).toEqual([{ polls: 2 }]);
		expect(poller.saved()).toEqual({ polls: 1 });
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

test('with n8n’s scheduler and cursors each poll has a context of its own, stored also on null', async () => {
	await open('durable');
	expect(poller.saved()).toEqual({});
	for (let polls = 0; polls < 2; polls++) await poller.poll();
	expect(poller.saved()).toEqual({ polls: 2 });
	expect(new Set(script.contexts).size).toBe(3);
	const budgets = script.contexts.map((context) => context.getPollBudgetMs());
	expect(budgets).toEqual([300_000, 36_000, 36_000]);
	// Neither a restart nor a renamed node begins afresh, neither polls at once, and nothing comes of
	// a poll that n8n gives up.
	await poller.restart();
	await poller.change({ name: 'Renamed' });
	await poller.pollAbandoned();
	expect(await emits()).toEqual([3]);
	expect(poller.saved()).toEqual({ polls: 3 });
});

test('with n8n’s scheduler alone, what a poll remembers is gone at the next one unless it emits', async () => {
	await open('durableWithoutCursors');
	for (let polls = 0; polls < 2; polls++) await poller.poll();
	expect(poller.saved()).toEqual({ polls: 1 });
	expect(await emits()).toEqual([2]);
	expect(poller.saved()).toEqual({ polls: 2 });
});
