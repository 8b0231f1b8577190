import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../json/value';
import { shorten } from '../../order/text';
import { isTimeZone, timeZones } from '../../order/time';
import type { OrderQuery } from '../call';
import { invalidParameter, type Result } from '../failure';
import { validateQuery } from '../validateQuery';

/** AliExpress sends times of the US Pacific zone, without naming it. */
export const DEFAULT_ZONE = 'America/Los_Angeles';

/** IANA name of the zone in which times without one are read. */
export const zoneOf = ({ options }: Pick<OrderQuery, 'options'>): string =>
	text(options.timeZone) || DEFAULT_ZONE;

/** An unknown time zone is rejected, since every time of the order would be lost to it. */
export function validate(query: OrderQuery): Result<OrderQuery> {
	const zone = zoneOf(query);
	if (isTimeZone(zone)) return validateQuery(query);
	return invalidParameter(
		`The Time Zone "${shorten(zone)}" is unknown`,
		'Choose one from the list of the option Time Zone, or use an expression that gives a name like America/New_York or UTC.',
	);
}

/** The page on which a person sees the order. */
export const orderPage = (orderId: string): string =>
	`https://www.aliexpress.com/p/order/detail.html?orderId=${encodeURIComponent(orderId)}`;

export const options: readonly INodeProperties[] = [
	{
		displayName: 'Include Tracking',
		name: 'includeTracking',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch the parcels of each order that has been sent, with their tracking numbers, carriers and events: one more request for such an order. If off, tracking numbers may be internal ones.',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'options',
		default: DEFAULT_ZONE,
		options: timeZones().map((zone) => ({ name: zone.replaceAll('_', ' '), value: zone })),
		description:
			'Time zone of the times that AliExpress sends without one. Times that name their own zone are not affected.',
	},
];
