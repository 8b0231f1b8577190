import { EVENT_NAMES } from '../../../nodes/OrderTrigger/events';
import { MOST_WATCHED } from '../../../changes/watchList';
import { createEngine } from '../../../test/engine/engine.support';
import { openPoll } from '../../../test/engine/pollStage.support';
import type { Access, Contender, Run } from '../contender';
import { fieldsOf } from './compiled';

/** Polls of Order Trigger for all events: the first run takes note of the orders, each later one polls. */
export async function open(access: Access): Promise<Contender> {
	const engine = await createEngine();
	engine.store.put('tuya', access.tuya);
	const runs = new Map<number, Run>();
	return ({ provider, orderIds: { length: orders }, concurrency }) => {
		const poller = openPoll(
			{ engine, restart: () => undefined },
			{ provider, ...fieldsOf(access, provider), events: EVENT_NAMES, options: { concurrency } },
		);
		let isActive = false;
		const run: Run = async () => {
			await (isActive ? poller.poll() : poller.activate());
			isActive = true;
			const watched = Object.keys(poller.saved().orders ?? {}).length;
			return watched === Math.min(orders, MOST_WATCHED) ? orders : watched;
		};
		const known = runs.get(orders) ?? run;
		runs.set(orders, known);
		return known;
	};
}
