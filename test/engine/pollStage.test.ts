import type { INodeType, IPollFunctions } from 'n8n-workflow';

import { openPoll, type PollEngine } from './pollStage.support';
import { useStage } from './stage.support';

/** Whether the node emits in its next poll. */
let emits = false;

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
		return emits ? [[{ json: { polls } }]] : null;
	},
};

const stage = useStage({}, { nodes: { 'test.counter': counter } });
// As in n8n 2.40.7: after the activation, two null polls, one with items, a restart, a new name, a lost poll.
test.each<[PollEngine, readonly unknown[]]>([
	['memory', [1, 1, 1, 4, 5, 1]],
	['durable', [undefined, 1, 2, 3, 3, 3, 3]],
	['durableWithoutCursors', [1, 1, 1, 2, 2, undefined, undefined]],
])('what a poll remembers is stored as in n8n: %s', async (engine, expected) => {
	const poller = openPoll(stage, {}, { type: 'test.counter', engine });
	expect(await poller.activate()).toBeNull();
	const saved = [poller.saved().polls];
	const then = async (happens: () => Promise<unknown>): Promise<void> => {
		await happens();
		saved.push(poller.saved().polls);
	};
	await then(poller.poll);
	await then(poller.poll);
	emits = true;
	await then(poller.poll);
	emits = false;
	await then(poller.restart);
	await then(async () => await poller.change({ name: 'Renamed' }));
	if (engine !== 'memory') await then(poller.pollAbandoned);
	expect(saved).toEqual(expected);
});
