import { chanceFrom, oddId, pick, seedOf, whole } from '../chance';
import { begin, parcelsOf, sentOf } from '../moves';
import { HOUR, type Changes } from '../shop';
import { rawNumber } from '../wire';
import { SCENARIOS, situationAfter, type TuyaScenario } from './scenarios';

/** What a Tuya order consists of, always the same for an id. */

const PRODUCTS = [
	'Smart plug',
	'Door sensor',
	'LED strip 5 m',
	'Wi-Fi camera',
	'Thermostat – white',
];
const YEAR_2025 = Date.UTC(2025, 0, 1);

export const beginningOf = (orderId: string) =>
	begin(orderId, SCENARIOS, (chance) => ({
		currency: pick(chance, ['CNY', 'USD', 'EUR']),
		created: YEAR_2025 + whole(chance, 0, 25_000_000) * 1000,
	}));

/** The order after these changes, prices in cents. Lines, amounts and parcel numbers do not depend on the moves. */
export function generate(orderId: string, { created, moves = [] }: Changes<TuyaScenario>) {
	const { chance, scenario: own, currency, created: ownTime, size } = beginningOf(orderId);
	/** The time of a step of the history. */
	const at = (step: number) => (created ?? ownTime) + step * HOUR;
	const lines = Array.from({ length: size }, (_, index) => ({
		// The last one is a number that only lossless parsing preserves.
		commodity:
			index === size - 1 ? rawNumber(oddId(chance, '14', 19)) : `CM${oddId(chance, '', 12)}`,
		sku: `SK${oddId(chance, '', 12)}`,
		name: pick(chance, PRODUCTS),
		quantity: whole(chance, 1, 3),
		itemPrice: whole(chance, 10, 20_000),
		install: pick(chance, [0, 0, 500]),
		freight: pick(chance, [0, 33, 800]),
	}));
	const situation = situationAfter(own, moves);
	const { scenario, history } = situation;
	const { shipped: began, paid, history: ownHistory } = SCENARIOS[own];
	const cut = whole(chance, 1, Math.max(sentOf(lines, began).length, 1));
	const priceKeys = Array.from({ length: 3 }, () => (chance() < 0.5 ? 'key' : 'Key'));
	// Another source of chance for what moves add, so that they change nothing else.
	const later = (what: string) => chanceFrom(seedOf(`${orderId} ${what}`));
	const transaction = oddId(paid === true ? chance : later('payment'), 'TX', 18);
	const parcels = parcelsOf(
		{ orderId, chance, lines, cut, began, now: scenario.shipped },
		(drawn, inside, isLater) => ({
			id: oddId(drawn, '1428', 16),
			/** Epoch milliseconds, 0 if it is not set. */
			outStock: isLater
				? at(dispatchStep(history, inside.at(-1) === lines.at(-1)))
				: pick(drawn, [0, at(2)]),
			number: oddId(drawn, 'SX', 12),
		}),
	);
	const ownFlowIds = ownHistory.map(() => oddId(chance, '14', 19));
	const laterFlow = later('flow');
	const moreFlowIds = history.slice(ownHistory.length).map(() => oddId(laterFlow, '14', 19));
	return {
		...situation,
		currency,
		created: at(0),
		lines,
		parcels,
		/** How the key of each of the three price details is spelled. */
		priceKeys,
		transaction,
		/** One id for each status of the history. */
		flowIds: [...ownFlowIds, ...moreFlowIds],
		at,
	};
}

/** The step of the history at which the last parcel, or an earlier one, was dispatched. */
function dispatchStep(history: readonly string[], isLast: boolean): number {
	const partly = history.indexOf('part_delivered');
	return isLast || partly < 0 ? history.indexOf('delivered') : partly;
}
