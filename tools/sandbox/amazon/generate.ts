import { oddId, pick, whole } from '../chance';
import { begin, isPaid, parcelsOf, sentOf } from '../moves';
import { HOUR, type Changes } from '../shop';
import { SCENARIOS, type AmazonScenario } from './scenarios';

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
const YEAR_2026 = Date.UTC(2026, 0, 1);

export const beginningOf = (orderId: string) => begin(orderId, SCENARIOS, () => ({}));

/**
 * The order after these changes, amounts in cents: all but the price are for all pieces, and the tax is
 * what comes on top of the price. Lines, amounts and parcel numbers do not depend on the moves.
 */
export function generate(
	orderId: string,
	{ created, updated, moves = [] }: Changes<AmazonScenario>,
) {
	const { chance, scenario: own, size } = beginningOf(orderId);
	const name = moves.at(-1) ?? own;
	const marketplace = pick(chance, MARKETPLACES);
	const isTaxed = chance() < 0.3;
	const isByAmazon = chance() < 0.3 || own === 'UNFULFILLABLE';
	const placed = created ?? YEAR_2026 + whole(chance, 0, 10_000_000) * 1000;
	const lines = Array.from({ length: size }, () => {
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
	const [began, now] = [SCENARIOS[own].shipped, SCENARIOS[name].shipped];
	const cut = whole(chance, 1, Math.max(sentOf(lines, began).length, 1));
	const parcels = parcelsOf({ orderId, chance, lines, cut, began, now }, (drawn) => ({
		number: oddId(drawn, '00', 20),
		carrier: pick(drawn, CARRIERS),
	}));
	return {
		name,
		marketplace,
		isByAmazon,
		isPaid: isPaid([own, ...moves].map((step) => SCENARIOS[step])),
		created: placed,
		updated: updated ?? placed + HOUR,
		lines,
		sent: sentOf(lines, now),
		parcels: isByAmazon ? [] : parcels,
	};
}
