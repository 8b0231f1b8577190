import { NO_MEANING, type Meaning, type ShipmentStatus } from '../../order/statuses';
import type { Warn } from '../payload/read';
import { statusReader } from '../payload/words';
import type { Package } from './payload';

const PENDING: Meaning = { order: 'pending', payment: 'pending', fulfillment: 'unfulfilled' };
export const CANCELED: Meaning = { order: 'canceled', payment: 'voided', fulfillment: 'canceled' };

/**
 * `fulfillmentStatus` of the model and of Amazon's migration guide. An authorized payment counts as paid:
 * Amazon takes it at shipping.
 */
export const ORDER_STATUSES: ReadonlyMap<string, Meaning> = new Map([
	['PENDING_AVAILABILITY', PENDING],
	['PENDING', PENDING],
	['INVOICE_UNCONFIRMED', { order: 'on_hold', payment: 'paid', fulfillment: 'unfulfilled' }],
	['UNSHIPPED', { order: 'processing', payment: 'paid', fulfillment: 'unfulfilled' }],
	['PARTIALLY_SHIPPED', { order: 'processing', payment: 'paid', fulfillment: 'partially_shipped' }],
	['SHIPPED', { order: 'completed', payment: 'paid', fulfillment: 'shipped' }],
	['CANCELLED', CANCELED],
	['UNFULFILLABLE', { ...CANCELED, payment: 'unknown' }],
]);

/** While an order has one of these, the seller can still cancel it. */
export const CANCELABLE: ReadonlySet<string> = new Set([
	'PENDING',
	'UNSHIPPED',
	'PARTIALLY_SHIPPED',
]);

export const PACKAGE_STATUSES: ReadonlyMap<string, ShipmentStatus> = new Map([
	['PENDING', 'pending'],
	['SHIPPED', 'shipped'],
	['IN_TRANSIT', 'in_transit'],
	['DELIVERED', 'delivered'],
	['CANCELLED', 'canceled'],
	['UNDELIVERABLE', 'undeliverable'],
]);

const RETURNED = ['REJECTED_BY_BUYER', 'RETURNING_TO_SELLER', 'RETURNED_TO_SELLER'];

/** `packageStatus.detailedStatus`, where it outranks the status. */
export const DETAILED_STATUSES: ReadonlyMap<string, ShipmentStatus> = new Map([
	...[...RETURNED, 'LOST', 'DAMAGED'].map((each) => [each, 'undeliverable'] as const),
	['LABEL_CANCELLED', 'canceled'],
]);

export const orderMeaning = statusReader(ORDER_STATUSES, 'fulfillmentStatus', NO_MEANING, CANCELED);
const packageStatus = statusReader(PACKAGE_STATUSES, 'status', 'unknown');

/** The status of a package, by its detailed status where that says more. */
export const packageMeaning = (given: Package['packageStatus'], owner: string, warn: Warn) =>
	DETAILED_STATUSES.get(given.detailedStatus.toUpperCase()) ??
	packageStatus(given.status, owner, warn);
