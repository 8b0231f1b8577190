import type { INodeProperties } from 'n8n-workflow';

import { timeZones } from '../../order/time';

/** The zone that sibling APIs of AliExpress use for times without one. */
export const DEFAULT_ZONE = 'America/Los_Angeles';

/** Options that only AliExpress has. */
export const options: readonly INodeProperties[] = [
	{
		displayName: 'Include Tracking',
		name: 'includeTracking',
		type: 'boolean',
		default: false,
		description:
			'Whether to also fetch the parcels of each order with their tracking numbers, carriers and events. Doubles the number of requests.',
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
