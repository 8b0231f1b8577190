import { SCENARIOS, type AliExpressScenario } from './aliexpress/scenarios';
import { beginningOf } from './aliexpress/generate';
import { SCENARIOS as AMAZON_SCENARIOS, type AmazonScenario } from './amazon/scenarios';
import { SCENARIOS as TUYA_SCENARIOS, type TuyaScenario } from './tuya/scenarios';
import type { Sandbox } from '.';

/** The generated AliExpress orders of the example `get-orders`. */
const ORDERS = ['8112345678901234', '8198765432109876'];
const AGAIN: AliExpressScenario = 'WAIT_SELLER_SEND_GOODS';

/** Before the Amazon orders that are placed here. */
const FIRST_AMAZON = 9_000;

const isFinal = (status: string): boolean => !TUYA_SCENARIOS[status as TuyaScenario]?.next;

/**
 * Moves an order of each provider in turn, for someone who watches what the nodes make of it: one of
 * `get-orders`, then the newest of the mall, then one of the Amazon seller. Each call says what has
 * changed. It never runs out of orders: AliExpress orders begin again, and others are placed.
 */
export function moveInTurn({
	move,
	tuya,
	amazon,
}: Pick<Sandbox, 'move' | 'tuya' | 'amazon'>): () => string {
	const scenarios = new Map(ORDERS.map((orderId) => [orderId, beginningOf(orderId).scenario]));
	let moved = 0;

	const moveAliExpress = (): string => {
		const [next] = [...scenarios].find(([, scenario]) => SCENARIOS[scenario].next) ?? [];
		const orderId = next ?? ORDERS[0] ?? '';
		const scenario = move(orderId, next ? undefined : AGAIN) as AliExpressScenario;
		scenarios.set(orderId, scenario);
		return `AliExpress order ${orderId} is now "${scenario}".`;
	};
	const moveTuya = (): string => {
		const newest = tuya.orders.find(({ status }) => !isFinal(status));
		if (newest) return `Tuya order ${newest.orderId} is now "${move(newest.orderId)}".`;
		const orderId = `SO${Date.now()}`;
		tuya.place(orderId, { status: 'paid' });
		return `Tuya order ${orderId} was placed.`;
	};
	let placed = 0;
	let amazonScenario: AmazonScenario = 'CANCELLED';
	const moveAmazon = (): string => {
		if (AMAZON_SCENARIOS[amazonScenario].next) {
			const orderId = amazon.orderId(FIRST_AMAZON + placed);
			amazonScenario = move(orderId) as AmazonScenario;
			return `Amazon order ${orderId} is now "${amazonScenario}".`;
		}
		const orderId = amazon.orderId(FIRST_AMAZON + ++placed);
		amazonScenario = 'UNSHIPPED';
		amazon.place(orderId, { status: amazonScenario });
		return `Amazon order ${orderId} was placed.`;
	};
	const turns = [moveAliExpress, moveTuya, moveAmazon];
	return () => turns[moved++ % turns.length]?.() ?? '';
}
