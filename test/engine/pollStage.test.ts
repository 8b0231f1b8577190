import type { INodeType, IPollFunctions } from 'n8n-workflow';

import { openPoll, type PollEngine, type Poller } from './pollStage.support';
import { useStage } from './stage.support';

/** What the node does in its next poll. */
const script: { emits: boolean; fails?: Error } = { emits: false };

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
		properties: [],
	},
	async poll(this: IPollFunctions) {
		const state = this.getWorkflowStaticData('node');
		const polls = Number(state.polls ?? 0) + 1;
		state.polls = polls;
		await Promise.resolve();
		if (script.fails) throw script.fails;
		return script.emits ? [[{ json: { polls } }]] : null;
	},
};

const stage = useStage({}, { nodes: { 'test.counter': counter } });
beforeEach(() => Object.assign(script, { emits: false, fails: undefined }));
const opened = async (engine: PollEngine): Promise<Poller> => {
	const poller = openPoll(stage, {}, { type: 'test.counter', engine });
	expect(await poller.activate()).toBeNull();
	return poller;
};

// Seen in n8n 2.40.7: what is stored after the activation, two null polls, one that emits, a restart,
// another name of the node, and where n8n may give up a poll, one that it gave up.
test.each<[PollEngine, readonly unknown[]]>([
	['memory', [1, 1, 1, 4, 5, 1]],
	['durable', [undefined, 1, 2, 3, 3, 3, 3]],
	['durableWithoutCursors', [1, 1, 1, 2, 2, undefined, undefined]],
])('what a poll remembers is stored as in n8n: %s', async (engine, expected) => {
	const poller = await opened(engine);
	const saved = [poller.saved().polls];
	const then = async (happens: () => Promise<unknown>): Promise<void> => {
		await happens();
		saved.push(poller.saved().polls);
	};
	await then(poller.poll);
	await then(poller.poll);
	script.emits = true;
	await then(poller.poll);
	script.emits = false;
	await then(poller.restart);
	await then(async () => await poller.change({ name: 'Renamed' }));
	if (engine !== 'memory') await then(poller.pollAbandoned);
	expect(saved).toEqual(expected);
});

test.each(['memory', 'durable'] as const)(
	'an error refuses an activation and is recorded in a poll; nothing is stored (%s)',
	async (engine) => {
		const poller = await opened(engine);
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
	},
);
