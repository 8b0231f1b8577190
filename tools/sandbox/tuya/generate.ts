import { chanceFrom, oddId, pick, seedOf, whole, type Chance } from '../chance';
import { inParcels, parcelsWith, sentLines } from '../moves';
import { rawNumber } from '../wire';
import { SCENARIO_NAMES, SCENARIOS, situationAfter, type TuyaScenario } from './scenarios';

/** What a Tuya order consists of, always the same for an id. */

const PRODUCTS = [
	'Smart plug',
	'Door sensor',
	'LED strip 5 m',
	'Wi-Fi camera',
	'Thermostat – white',
];
const YEAR_2025 = Date.UTC(2025, 0, 1);
const HOUR = 3_600_000;

/** What a test or a list of orders decides instead of the id. */
export interface Changes {
	/** When the order was placed, epoch milliseconds. */
	readonly created?: number;
	/** The scenarios that the order was moved to, oldest first. */
	readonly moves?: readonly TuyaScenario[];
}

/** Prices are in cents. */
export interface Line {
	readonly commodity: string;
	readonly sku: string;
	readonly name: string;
	readonly quantity: number;
	readonly itemPrice: number;
	readonly install: number;
	readonly freight: number;
}

export interface Parcel {
	readonly id: string;
	readonly number: string;
	/** Epoch milliseconds, 0 if it is not set. */
	readonly outStock: number;
	readonly lines: readonly Line[];
}

/** The scenario that an order begins with, its number of lines, and what else its id decides. */
export function beginningOf(orderId: string) {
	const chance = chanceFrom(seedOf(orderId));
	const scenario = pick(chance, SCENARIO_NAMES);
	const currency = pick(chance, ['CNY', 'USD', 'EUR']);
	const created = YEAR_2025 + whole(chance, 0, 25_000_000) * 1000;
	const size = whole(chance, SCENARIOS[scenario].shipped === 'part' ? 2 : 1, 4);
	return { chance, scenario, currency, created, size };
}

/** The order after these changes. Lines, amounts and parcel numbers do not depend on the moves. */
export function generate(orderId: string, { created, moves = [] }: Changes) {
	const { chance, scenario: own, currency, created: ownTime, size } = beginningOf(orderId);
	/** The time of a step of the history. */
	const at = (step: number) => (created ?? ownTime) + step * HOUR;
	const lines = Array.from(
		{ length: size },
		(_, index): Line => ({
			// The last one is a number that only lossless parsing preserves.
			commodity:
				index === size - 1 ? rawNumber(oddId(chance, '14', 19)) : `CM${oddId(chance, '', 12)}`,
			sku: `SK${oddId(chance, '', 12)}`,
			name: pick(chance, PRODUCTS),
			quantity: whole(chance, 1, 3),
			itemPrice: whole(chance, 10, 20_000),
			install: pick(chance, [0, 0, 500]),
			freight: pick(chance, [0, 33, 800]),
		}),
	);
	const situation = situationAfter(own, moves);
	const { scenario, history } = situation;
	const { shipped, paid, history: ownHistory } = SCENARIOS[own];
	const sentBefore = sentLines(shipped, size);
	const cut = whole(chance, 1, Math.max(sentBefore, 1));
	const priceKeys = Array.from({ length: 3 }, () => (chance() < 0.5 ? 'key' : 'Key'));
	// Another source of chance for what moves add, so that they change nothing else.
	const later = (what: string) => chanceFrom(seedOf(`${orderId} ${what}`));
	const transaction = oddId(paid === true ? chance : later('payment'), 'TX', 18);
	const parcels = inParcels(lines, sentBefore, cut).map(
		parcelBy(chance, () => pick(chance, [0, at(2)])),
	);
	const nextParcel = parcelBy(later('parcels'), (sent) =>
		at(dispatchStep(history, sent.includes(lines.at(-1) as Line))),
	);
	const ownFlowIds = ownHistory.map(() => oddId(chance, '14', 19));
	const laterFlow = later('flow');
	const moreFlowIds = history.slice(ownHistory.length).map(() => oddId(laterFlow, '14', 19));
	return {
		...situation,
		currency,
		created: at(0),
		lines,
		parcels: parcelsWith(parcels, lines, sentLines(scenario.shipped, size), nextParcel),
		/** How the key of each of the three price details is spelled. */
		priceKeys,
		transaction,
		/** One id for each status of the history. */
		flowIds: [...ownFlowIds, ...moreFlowIds],
		at,
	};
}

const parcelBy =
	(chance: Chance, outStock: (lines: readonly Line[]) => number) =>
	(lines: readonly Line[]): Parcel => ({
		id: oddId(chance, '1428', 16),
		outStock: outStock(lines),
		number: oddId(chance, 'SX', 12),
		lines,
	});

/** The step of the history at which the last parcel, or an earlier one, was dispatched. */
function dispatchStep(history: readonly string[], isLast: boolean): number {
	const partly = history.indexOf('part_delivered');
	return isLast || partly < 0 ? history.indexOf('delivered') : partly;
}
