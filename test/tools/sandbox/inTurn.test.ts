import { moveInTurn } from '../../../tools/sandbox/inTurn';
import getOrders from '../../../examples/get-orders.json';
import { sandboxes } from './calls.support';

const start = sandboxes();
const STEPS = 60;

const PROVIDERS = ['AliExpress', 'Tuya', 'Amazon'];

test('each call moves an order, of each provider in turn, and the orders never run out', async () => {
	const move = moveInTurn(await start());
	const lines = Array.from({ length: STEPS }, move);
	lines.forEach((line, at) => {
		const provider = PROVIDERS[at % PROVIDERS.length];
		expect(line).toMatch(new RegExp(`^${provider} order [\\w-]+ (is now "\\w+"|was placed)\\.$`));
	});
	const repeated = lines.filter((line, at) => line === lines[at - PROVIDERS.length]);
	expect(repeated).toEqual([]);
});

test('the AliExpress orders are those of the example that is executed first', async () => {
	const ids = Object.values(getOrders.pinData)
		.flat()
		.map(({ json }) => json.order_id);
	const move = moveInTurn(await start());
	const moved = Array.from({ length: STEPS }, move).flatMap(
		(line) => /^AliExpress order (\d+)/.exec(line)?.[1] ?? [],
	);
	expect(moved).toHaveLength(STEPS / PROVIDERS.length);
	expect(moved.filter((id) => !ids.includes(id))).toEqual([]);
});
