import { oddId, pick, whole } from '../chance';
import { begin, isPaid, parcelsOf, sentOf } from '../moves';
import { SCENARIOS, type AliExpressScenario } from './scenarios';

/** What an AliExpress order consists of, always the same for an id. */

const PRODUCTS = [
	'Insulated Water Bottle',
	'Car Sunshade',
	'USB-C Cable 2 m',
	'Desk Lamp – warm white',
	'Crème brûlée torch',
	'旅行收纳袋',
];
const CARRIERS = ['CAINIAO_FULFILLMENT_STD', 'CAINIAO_STANDARD', 'AE_PREMIUM_SHIPPING'];
export const DAY = 86_400_000;
const SPRING = Date.UTC(2025, 3, 1);

export const beginningOf = (orderId: string) => begin(orderId, SCENARIOS, () => ({}));

/** The order after these moves, amounts in cents. Lines, amounts and parcel numbers do not depend on the moves. */
export function generate(orderId: string, moves: readonly AliExpressScenario[]) {
	const { chance, scenario: own, size } = beginningOf(orderId);
	const scenario = SCENARIOS[moves.at(-1) ?? own];
	const lines = Array.from({ length: size }, (_, at) => {
		const price = whole(chance, 99, 9999);
		return {
			product: oddId(chance, '10050', 16),
			sku: oddId(chance, '120000', at === size - 1 ? 19 : 17),
			name: pick(chance, PRODUCTS),
			count: whole(chance, 1, 3),
			price,
			discount: whole(chance, 0, Math.floor(price / 4)),
			shipping: pick(chance, [0, 93, 199]),
			tax: whole(chance, 0, 150),
		};
	});
	const [began, now] = [SCENARIOS[own].shipped, scenario.shipped];
	const cut = whole(chance, 1, Math.max(sentOf(lines, began).length, 1));
	const parcels = parcelsOf({ orderId, chance, lines, cut, began, now }, (drawn) => ({
		number: `LP${oddId(drawn, '00', 14)}`,
		carrier: pick(drawn, CARRIERS),
	}));
	// Between 4:00 and 20:00, where no time zone has a daylight saving change.
	const created = SPRING + whole(chance, 0, 150) * DAY + whole(chance, 4 * 3600, 20 * 3600) * 1000;
	const currency = pick(chance, ['USD', 'EUR', 'BRL']);
	const paid = isPaid([own, ...moves].map((name) => SCENARIOS[name]));
	/** `chance` is for what else is left to it. */
	return { chance, scenario, paid, currency, created, lines, parcels };
}
