import { deepEqual, match } from 'node:assert/strict';
import { BOTTLES, CAP, CARRIER, pageOf, parcelStage } from './parcels.mjs';

const ID = 'tracking-to-woocommerce';
const ORDER = 'SO7700000000000031';
const OTHER = 'SO7700000000000032';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const wooCommerceCases = (context) => {
	const { wooCommerce } = context.mocks;
	const { follow, setParcels, runs, fails } = parcelStage(context, ID);
	const orders = [
		{ order_id: ORDER, woocommerce_order: '727' },
		{ order_id: OTHER, woocommerce_order: '728' },
	];
	/** The fulfillments since the last call. */
	const news = () => wooCommerce.fulfillments.splice(0);
	return [
		[
			'WooCommerce: the items of a parcel are fulfilled in its order, with number, carrier and URL',
			async () => {
				wooCommerce.addOrder('727', [
					['SKother', 1],
					['SKbottle', 2],
					['SKcap', 1],
				]);
				wooCommerce.addOrder('728', [
					['SKbottle', 2],
					['SKcap', 1],
				]);
				setParcels(ORDER, [BOTTLES]);
				setParcels(OTHER, []);
				await follow(orders);
				await runs();
				deepEqual(news(), [fulfillment('727', 'SC0001', 'SKbottle', 2)]);
				await runs();
				deepEqual(news(), [], 'once');
			},
		],
		[
			'WooCommerce: what it refuses fails the execution, and follows in the next run',
			async () => {
				setParcels(ORDER, [BOTTLES, CAP]);
				setParcels(OTHER, [{ ...BOTTLES, number: 'SC0003' }]);
				wooCommerce.refuseNext(1);
				match(await fails(), new RegExp(ORDER));
				deepEqual(news(), [fulfillment('728', 'SC0003', 'SKbottle', 2)]);
				await runs();
				deepEqual(news(), [fulfillment('727', 'SC0002', 'SKcap', 1)]);
			},
		],
		[
			'WooCommerce: an order number that it does not know fails, after the others',
			async () => {
				await follow([{ order_id: ORDER, woocommerce_order: '1' }, orders[1]]);
				setParcels(OTHER, [{ ...BOTTLES, number: 'SC0003' }, CAP]);
				match(await fails(), new RegExp(ORDER));
				deepEqual(news(), [fulfillment('728', 'SC0002', 'SKcap', 1)]);
			},
		],
	];
};

const fulfillment = (orderId, number, sku, quantity) => ({
	orderId,
	number,
	provider: CARRIER,
	url: pageOf(number),
	items: [{ sku, quantity }],
});
