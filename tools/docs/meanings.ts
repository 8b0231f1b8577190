/** What the values of the status columns and the reasons mean; the compiler keeps each list complete. */
import type {
	FulfillmentStatus,
	OrderStatus,
	PaymentStatus,
	ShipmentStatus,
} from '../../order/order';
import type { FailureKind } from '../../providers/failure';
import type { Reason } from './failures';

export const ORDER_STATUS_MEANINGS: Readonly<Record<OrderStatus, string>> = {
	pending: 'Placed, but not paid yet',
	on_hold: 'Waiting for a review, a dispute, or missing information',
	processing: 'Paid; being prepared or shipped',
	cancel_pending: 'Cancellation requested',
	completed: 'Closed after a normal course',
	canceled: 'Canceled',
	unknown: 'The provider sent no status, or one that this version does not recognize',
};

export const PAYMENT_STATUS_MEANINGS: Readonly<Record<PaymentStatus, string>> = {
	unpaid: 'Nothing has been paid',
	pending: 'The payment is being processed or reviewed',
	paid: 'Paid in full',
	partially_paid: 'Partly paid',
	partially_refunded: 'Partly refunded',
	refunded: 'Fully refunded',
	voided: 'Closed without a payment',
	unknown: 'The provider’s response does not say',
};

export const FULFILLMENT_STATUS_MEANINGS: Readonly<Record<FulfillmentStatus, string>> = {
	unfulfilled: 'Nothing has been shipped',
	partially_shipped: 'Some of the quantity has been shipped',
	shipped: 'Everything has been shipped',
	delivered: 'Received by the buyer',
	canceled: 'Canceled before it was shipped',
	unknown: 'The provider’s response does not say',
};

export const SHIPMENT_STATUS_MEANINGS: Readonly<Record<ShipmentStatus, string>> = {
	pending: 'Being packed, or waiting to be handed over',
	shipped: 'Handed over to the carrier',
	in_transit: 'On its way',
	delivered: 'Delivered',
	undeliverable: 'Failed, refused, lost, or on its way back',
	canceled: 'Never sent',
	unknown: 'The provider’s response does not say',
};

const RETRY = 'Retries, up to Max Retries';
const FAIL = 'Fails immediately';

export const REASONS: Readonly<Record<FailureKind, Reason>> = {
	throttled: {
		meaning: 'The provider’s rate limit was reached',
		handling: 'Sends nothing for this account until the wait is over, then retries',
	},
	transient: {
		meaning: 'The provider is temporarily unavailable, or the connection failed',
		handling: RETRY,
	},
	session_expired: {
		meaning: 'The access token is no longer valid',
		handling: 'Renews the session and retries, once',
	},
	authorization_required: {
		meaning: 'Someone has to authorize the app or project, maybe again',
		handling: FAIL,
	},
	invalid_credentials: {
		meaning: 'A field of the credential is empty or wrong',
		handling: 'Fails; a signature that Tuya rejects is first retried once with a new session',
	},
	clock_skew: {
		meaning: 'The clock of the n8n host is too far from the provider’s',
		handling: 'Retries once with the provider’s time where the provider sends it; otherwise fails',
	},
	wrong_data_center: {
		meaning: 'The credential’s data center is not the project’s',
		handling: FAIL,
	},
	permission_denied: {
		meaning: 'The app or account may not read this order',
		handling: FAIL,
	},
	subscription_required: {
		meaning: 'The project has no active subscription to the order API',
		handling: FAIL,
	},
	ip_not_allowed: {
		meaning: 'The provider’s IP allowlist does not contain the n8n host',
		handling: FAIL,
	},
	not_found: { meaning: 'The account has no order with this id', handling: FAIL },
	unknown_mall: { meaning: 'The provider does not recognize the mall', handling: FAIL },
	invalid_parameter: {
		meaning: 'A parameter of the node is missing or invalid',
		handling: 'Fails immediately, usually before any request is sent',
	},
	invalid_response: {
		meaning: 'The response is not one that the provider sends, for example a login page',
		handling: FAIL,
	},
	request_blocked: {
		meaning: 'The request could not be sent: blocked by n8n, a proxy, or an untrusted certificate',
		handling: FAIL,
	},
	canceled: { meaning: 'The execution was stopped', handling: 'Stops all requests' },
	unknown: {
		meaning: 'Anything else; the provider’s own message is in the details',
		handling: FAIL,
	},
};
