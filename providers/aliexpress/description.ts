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
			'Whether to ask for the tracking of each order too: parcels, carriers, tracking numbers and events. Doubles the number of requests.',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'options',
		default: DEFAULT_ZONE,
		options: timeZones().map((zone) => ({ name: zone.replaceAll('_', ' '), value: zone })),
		description:
			'Zone of the times that AliExpress sends without one. A time that names its own zone is not affected.',
	},
];
