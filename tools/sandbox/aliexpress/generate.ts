import { chanceFrom, oddId, pick, seedOf, whole, type Chance } from '../chance';
import { inParcels, isPaid, parcelsWith, sentLines } from '../moves';
import { SCENARIO_NAMES, SCENARIOS, type AliExpressScenario } from './scenarios';

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

export interface Line {
	readonly product: string;
	readonly sku: string;
	readonly name: string;
	readonly count: number;
	readonly price: number;
	readonly discount: number;
	readonly shipping: number;
	readonly tax: number;
}

export interface Parcel {
	readonly number: string;
	readonly carrier: string;
	readonly lines: readonly Line[];
}

/** The scenario that an order begins with, its number of lines, and the chance for the rest. */
export function beginningOf(orderId: string) {
	const chance = chanceFrom(seedOf(orderId));
	const scenario = pick(chance, SCENARIO_NAMES);
	const size = whole(chance, SCENARIOS[scenario].shipped === 'part' ? 2 : 1, 4);
	return { chance, scenario, size };
}

/** The order after these moves. Lines, amounts and parcel numbers do not depend on the moves. */
export function generate(orderId: string, moves: readonly AliExpressScenario[]) {
	const { chance, scenario: own, size } = beginningOf(orderId);
	const lines = Array.from({ length: size }, (_, at): Line => {
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
	const sentBefore = sentLines(SCENARIOS[own].shipped, size);
	const cut = whole(chance, 1, Math.max(sentBefore, 1));
	const parcels = inParcels(lines, sentBefore, cut).map(parcelBy(chance));
	// Between 4:00 and 20:00, where no time zone has a daylight saving change.
	const created = SPRING + whole(chance, 0, 150) * DAY + whole(chance, 4 * 3600, 20 * 3600) * 1000;
	const currency = pick(chance, ['USD', 'EUR', 'BRL']);
	// Another source of chance for what moves add, so that they change nothing else.
	const later = chanceFrom(seedOf(`${orderId} parcels`));
	const path = [own, ...moves].map((name) => SCENARIOS[name]);
	const scenario = SCENARIOS[moves.at(-1) ?? own];
	return {
		/** For what else is left to chance. */
		chance,
		scenario,
		paid: isPaid(path),
		currency,
		created,
		lines,
		parcels: parcelsWith(parcels, lines, sentLines(scenario.shipped, size), parcelBy(later)),
	};
}

const parcelBy =
	(chance: Chance) =>
	(lines: readonly Line[]): Parcel => ({
		number: `LP${oddId(chance, '00', 14)}`,
		carrier: pick(chance, CARRIERS),
		lines,
	});
