import { EMPTY_LINE, type Shipment, type UnfulfilledLine } from './order';
import { distinct } from './text';
import { earliest } from './time';

const { tracking_numbers, carriers, shipment_ids, shipped_at } = EMPTY_LINE;

/**
 * Clears the tracking of a line that was not sent: an internal number would look like a parcel on its way.
 */
export const NOTHING_SENT = { tracking_numbers, carriers, shipment_ids, shipped_at };
type LineTracking = Readonly<typeof NOTHING_SENT>;

/**
 * The tracking of a line from the parcels at these positions. A number of the order that belongs to no parcel
 * is kept on lines without a parcel. If it is the only such number, it is also kept on lines whose parcels
 * have none.
 */
export function trackingByLine(shipments: readonly Shipment[]) {
	const numbers = new Set(shipments.map((shipment) => shipment.tracking_number));
	const ofParcels = once((positions: readonly number[]): LineTracking => {
		const found = positions.flatMap((position) => shipments[position] ?? []);
		return {
			tracking_numbers: distinct(found.map(({ tracking_number }) => tracking_number)),
			carriers: distinct(found.map(({ carrier }) => carrier)),
			shipment_ids: distinct(found.map(({ id }) => id)),
			shipped_at: earliest(found.map(({ shipped_at }) => shipped_at)),
		};
	});
	const others = once((listed: readonly string[]) => listed.filter((each) => !numbers.has(each)));
	return (line: UnfulfilledLine, positions: readonly number[]): LineTracking => {
		const own = ofParcels(positions);
		const listed = others(line.tracking_numbers);
		const kept = positions.length === 0 || listed.length === 1 ? listed : [];
		return {
			...own,
			tracking_numbers: own.tracking_numbers.length > 0 ? own.tracking_numbers : kept,
			carriers: own.carriers.length > 0 ? own.carriers : line.carriers,
		};
	};
}

function once<List extends object, Value>(valueOf: (list: List) => Value) {
	const known = new Map<List, Value>();
	return (list: List): Value => {
		const value = known.get(list) ?? valueOf(list);
		known.set(list, value);
		return value;
	};
}
