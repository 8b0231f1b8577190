/** The keys of a change, a public contract, in their order. */
export const CHANGE_KEYS = [
	'change',
	'previous_order_status',
	'previous_payment_status',
	'previous_fulfillment_status',
	'new_tracking_numbers',
	'state',
];
