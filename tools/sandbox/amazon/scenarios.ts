import type { Step } from '../moves';

/** `paid` also says whether amounts are sent, which they are once the payment is authorized. */
export interface Scenario extends Step {
	/** The fulfillment status, if it differs from the scenario's name. */
	readonly status?: string;
	/** `detailedStatus` of the parcels; default picked up, in transit. */
	readonly parcel?: string;
	/** `cancellation` of the items. */
	readonly cancellation?: unknown;
}

const reason = { cancelReason: 'Ordered by mistake' };

/**
 * The scenarios of an Amazon order, named like its fulfillment status; `CANCEL_REQUESTED` is an
 * `UNSHIPPED`, `DELIVERED` and `UNDELIVERABLE` are a `SHIPPED` with parcels in that state. Their order
 * decides which one an id begins with.
 */
const ALL = {
	PENDING_AVAILABILITY: { shipped: 'none', paid: false, next: 'PENDING' },
	PENDING: { shipped: 'none', paid: false, next: 'UNSHIPPED' },
	UNSHIPPED: { shipped: 'none', paid: true, next: 'PARTIALLY_SHIPPED' },
	CANCEL_REQUESTED: {
		status: 'UNSHIPPED',
		shipped: 'none',
		paid: true,
		next: 'CANCELLED',
		cancellation: { cancellationRequest: { requester: 'BUYER', ...reason } },
	},
	PARTIALLY_SHIPPED: { shipped: 'part', paid: true, next: 'SHIPPED' },
	SHIPPED: { shipped: 'all', paid: true, next: 'DELIVERED' },
	DELIVERED: { status: 'SHIPPED', shipped: 'all', paid: true, parcel: 'DELIVERED' },
	UNDELIVERABLE: { status: 'SHIPPED', shipped: 'all', paid: true, parcel: 'UNDELIVERABLE' },
	CANCELLED: {
		shipped: 'none',
		paid: 'as before',
		cancellation: { cancellationExecution: { cancelledBy: 'MERCHANT', ...reason } },
	},
	UNFULFILLABLE: { shipped: 'none', paid: 'as before' },
} satisfies Readonly<Record<string, Scenario>>;

export type AmazonScenario = keyof typeof ALL;

export const SCENARIOS: Readonly<Record<AmazonScenario, Scenario>> = ALL;
export const SCENARIO_NAMES = Object.keys(ALL) as readonly AmazonScenario[];
