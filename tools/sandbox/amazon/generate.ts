import { chanceFrom, oddId, pick, seedOf, whole, type Chance } from '../chance';
import { inParcels, isPaid, parcelsWith, sentLines } from '../moves';
import { SCENARIO_NAMES, SCENARIOS, type AmazonScenario } from './scenarios';

/** What an Amazon order consists of, always the same for an id. */

/** Marketplaces of the region Europe: id, name, country, currency. */
export const MARKETPLACES = [
	['A1PA6795UKMFR9', 'Amazon.de', 'DE', 'EUR'],
	['A13V1IB3VIYZZH', 'Amazon.fr', 'FR', 'EUR'],
	['APJ6JRA9NG5V4', 'Amazon.it', 'IT', 'EUR'],
	['A1F83G8C2ARO7P', 'Amazon.co.uk', 'GB', 'GBP'],
	['A2NODRKZP88ZB9', 'Amazon.se', 'SE', 'SEK'],
	['A33AVAJ2PDY3EV', 'Amazon.com.tr', 'TR', 'TRY'],
] as const;
const PRODUCTS = ['Water bottle | 750 ml | Blue', 'USB-C cable, 2 m', 'Küchenwaage – weiß'];
const CARRIERS = ['DHL', 'DPD', 'Royal Mail', 'GLS'];
export const HOUR = 3_600_000;
const YEAR_2026 = Date.UTC(2026, 0, 1);

/** What a test or a list of orders decides instead of the id; times in epoch milliseconds. */
export interface Changes {
	readonly created?: number;
	readonly updated?: number;
	/** The scenarios that the order was moved to, oldest first. */
	readonly moves?: readonly AmazonScenario[];
}

/** Amounts are in cents; all but the price are for all pieces. */
export interface Line {
	readonly id: string;
	readonly asin: string;
	readonly sku: string;
	readonly title: string;
	readonly quantity: number;
	readonly price: number;
	readonly shipping: number;
	readonly discount: number;
	/** On top of the price; 0 where the price includes it. */
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

/** The order after these changes. Lines, amounts and parcel numbers do not depend on the moves. */
export function generate(orderId: string, { created, updated, moves = [] }: Changes) {
	const { chance, scenario: own, size } = beginningOf(orderId);
	const marketplace = pick(chance, MARKETPLACES);
	const isTaxed = chance() < 0.3;
	const isByAmazon = chance() < 0.3 || own === 'UNFULFILLABLE';
	const placed = created ?? YEAR_2026 + whole(chance, 0, 10_000_000) * 1000;
	const lines = Array.from({ length: size }, (): Line => {
		const [price, quantity] = [whole(chance, 99, 9999), whole(chance, 1, 3)];
		return {
			id: oddId(chance, '0', 14),
			asin: `B0${oddId(chance, '', 8)}`,
			sku: `SKU-${oddId(chance, '', 6)}`,
			title: pick(chance, PRODUCTS),
			quantity,
			price,
			shipping: pick(chance, [0, 0, 499]),
			discount: pick(chance, [0, 0, Math.floor(price / 5)]),
			tax: isTaxed ? whole(chance, 1, price) : 0,
		};
	});
	const sentBefore = sentLines(SCENARIOS[own].shipped, size);
	const cut = whole(chance, 1, Math.max(sentBefore, 1));
	const parcels = inParcels(lines, sentBefore, cut).map(parcelBy(chance));
	// Another source of chance for what moves add, so that they change nothing else.
	const later = parcelBy(chanceFrom(seedOf(`${orderId} parcels`)));
	const name = moves.at(-1) ?? own;
	const sent = sentLines(SCENARIOS[name].shipped, size);
	return {
		name,
		marketplace,
		isByAmazon,
		isPaid: isPaid([own, ...moves].map((step) => SCENARIOS[step])),
		created: placed,
		updated: updated ?? placed + HOUR,
		lines,
		sent: lines.slice(0, sent),
		parcels: isByAmazon ? [] : parcelsWith(parcels, lines, sent, later),
	};
}

const parcelBy =
	(chance: Chance) =>
	(lines: readonly Line[]): Parcel => ({
		number: oddId(chance, '00', 20),
		carrier: pick(chance, CARRIERS),
		lines,
	});
