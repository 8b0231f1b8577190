import { moveInTurn } from '../../../tools/sandbox/inTurn';
import getOrders from '../../../examples/get-orders.json';
import { sandboxes } from './calls.support';

const start = sandboxes();
const STEPS = 60;

test('each call moves an order, of AliExpress and Tuya in turn, and the orders never run out', async () => {
	const move = moveInTurn(await start());
	const lines = Array.from({ length: STEPS }, move);
	lines.forEach((line, at) => {
		const provider = at % 2 === 0 ? 'AliExpress' : 'Tuya';
		expect(line).toMatch(new RegExp(`^${provider} order \\w+ (is now "\\w+"|was placed)\\.$`));
	});
	const repeated = lines.filter((line, at) => line === lines[at - 2]);
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
	expect(moved).toHaveLength(STEPS / 2);
	expect(moved.filter((id) => !ids.includes(id))).toEqual([]);
});
