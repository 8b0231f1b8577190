import type { INodeProperties } from 'n8n-workflow';

import type { AttentionLimits } from '../../changes/attention';
import { providers } from '../../providers';

export const ATTENTION_LIMITS: INodeProperties[] = [
	{
		displayName: 'Not Shipped After (Days)',
		name: 'notShippedAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 5,
		description:
			'A paid order with an unshipped item needs attention this many days after payment, or once the promised ship date has passed. 0 turns it off.',
	},
	{
		displayName: 'No Movement After (Days)',
		name: 'noMovementAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 7,
		description:
			'A parcel needs attention this many days after its newest tracking event. 0 turns it off.',
	},
	{
		displayName: 'Overdue After (Days)',
		name: 'overdueAfter',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 30,
		description:
			'A parcel that has no expected delivery date needs attention this many days after it was shipped. 0 turns it off.',
	},
	{
		displayName: 'Payment Due',
		name: 'paymentDue',
		type: 'boolean',
		default: true,
		description: 'Whether an unpaid order needs attention when its time to pay ends within a day',
	},
	{
		displayName: 'On Hold',
		name: 'onHold',
		type: 'boolean',
		default: true,
		description:
			'Whether an order on hold needs attention, for example because of a dispute or a review',
	},
];

export const DEFAULT_LIMITS = Object.fromEntries(
	ATTENTION_LIMITS.map(({ name, default: value }) => [name, value]),
) as unknown as AttentionLimits;

/** All options of the three nodes, in the order in which each node shows those it has. */
export const OPTIONS = [
	{
		displayName: 'Fetch Details',
		name: 'details',
		type: 'boolean',
		default: true,
		description:
			'Whether to fetch each order that is found: one more request per order, and the same items as Get Order. If off, one request returns up to 50 orders, but what only the details contain (parcels, address, refunds) is empty or unknown.',
	},
	{
		displayName: 'Only If Changed Since',
		name: 'changedSince',
		type: 'string',
		default: '={{ $json.state }}',
		description:
			'Return the order only if it has changed since this state, which an earlier run returned in the column “state”. Store that column with the order, and pass it here. Empty returns the order as new.',
	},
	{
		displayName: 'Attention',
		name: 'attention',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Change limits',
		options: [{ displayName: 'Limits', name: 'limits', values: ATTENTION_LIMITS }],
		description:
			'Add the columns “attention” and “attention_since”: whether the order needs someone, for example because it has not been shipped for days',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInput',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the fields of the input item after the columns, for example a customer’s mail address. Columns are never replaced.',
	},
	{
		displayName: 'Include Raw',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the provider’s whole response to the first item of each order under “raw”',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: '',
		placeholder: 'e.g. en_US',
		description: `Language of the texts in the response, where the provider offers a choice: ${providers
			.filter(({ languages }) => languages !== '')
			.map(({ displayName, languages }) => `${displayName} ${languages}`)
			.join(', ')}`,
	},
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description:
			'How many orders to fetch at the same time, from 1 to 50. Only the first item’s value is used.',
	},
	{
		displayName: 'Timeout (Ms)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 100, maxValue: 600000 },
		default: 30000,
		description: 'How long one attempt may take, from 100 to 600,000 milliseconds',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 20 },
		default: 4,
		description:
			'How often to retry a request when the provider is busy or the connection fails, from 0 to 20. Rejected requests are not retried.',
	},
] as const satisfies readonly INodeProperties[];
export type OptionName = (typeof OPTIONS)[number]['name'];
