import type { Shipment, ShipmentEvent } from './order';

export interface LastEvent {
	readonly last_event: string;
	readonly last_event_at: string | null;
	readonly eta: string | null;
}

/** What a carrier said last about a parcel; of events at the same time, the first. */
export function lastEvent({ events, eta }: Shipment): LastEvent {
	const newest = events.reduce<ShipmentEvent | undefined>(
		(found, event) => (found && (event.at ?? '') <= (found.at ?? '') ? found : event),
		undefined,
	);
	const { at = null, status = '', detail = '' } = newest ?? {};
	return { last_event: detail || status, last_event_at: at, eta };
}

/** The parcel of the newest event, else the one sent last; `undefined` for none. */
export function newestOf<Parcel extends LastEvent & { readonly shipped_at: string | null }>(
	parcels: readonly Parcel[],
): Parcel | undefined {
	const rank = ({ last_event, last_event_at, shipped_at }: Parcel): string =>
		`${last_event_at ?? ''} ${last_event === '' ? 0 : 1} ${shipped_at ?? ''}`;
	const [first] = parcels;
	return parcels.reduce(
		(newest, each) => (newest && rank(each) <= rank(newest) ? newest : each),
		first,
	);
}
