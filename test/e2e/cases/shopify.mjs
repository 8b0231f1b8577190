import { deepEqual, match } from 'node:assert/strict';
import { BOTTLES, CAP, CARRIER, pageOf, parcelStage } from './parcels.mjs';

const ID = 'tracking-to-shopify';
const ORDER = 'SO7700000000000021';
const OTHER = 'SO7700000000000022';
const SHOP_ORDER = '5678901234567';
const OTHER_SHOP_ORDER = '5678901234568';

/** @type {(context: import('../e2e.mjs').Context) => readonly import('../e2e.mjs').Case[]} */
export const shopifyCases = (context) => {
	const { shopify } = context.mocks;
	const { follow, setParcels, runs, fails } = parcelStage(context, ID);
	const orders = [
		{ order_id: ORDER, shopify_order: SHOP_ORDER },
		{ order_id: OTHER, shopify_order: OTHER_SHOP_ORDER },
	];
	/** The fulfillments since the last call. */
	const news = () => shopify.fulfillments.splice(0);
	return [
		[
			'Shopify: the items of a parcel are fulfilled in its order, with number, carrier and URL',
			async () => {
				// Each item lies in a warehouse of its own, with one that another supplier sends.
				shopify.addOrder(SHOP_ORDER, [
					[['SKbottle', 2]],
					[
						['SKcap', 1],
						['SKother', 1],
					],
				]);
				shopify.addOrder(OTHER_SHOP_ORDER, [
					[
						['SKbottle', 2],
						['SKcap', 1],
					],
				]);
				setParcels(ORDER, [BOTTLES]);
				setParcels(OTHER, []);
				await follow(orders);
				await runs();
				deepEqual(news(), [fulfillment(SHOP_ORDER, 'SC0001', 'SKbottle', 2)]);
				await runs();
				deepEqual(news(), [], 'once');
			},
		],
		[
			'Shopify: what it refuses fails the execution, and follows in the next run',
			async () => {
				setParcels(ORDER, [BOTTLES, CAP]);
				setParcels(OTHER, [{ ...BOTTLES, number: 'SC0003' }]);
				shopify.refuseNext(1);
				match(await fails(), new RegExp(ORDER));
				deepEqual(news(), [fulfillment(OTHER_SHOP_ORDER, 'SC0003', 'SKbottle', 2)]);
				await runs();
				deepEqual(news(), [fulfillment(SHOP_ORDER, 'SC0002', 'SKcap', 1)]);
			},
		],
		[
			'Shopify: an order number that it does not know fails, after the others',
			async () => {
				await follow([{ order_id: ORDER, shopify_order: '1' }, orders[1]]);
				setParcels(OTHER, [{ ...BOTTLES, number: 'SC0003' }, CAP]);
				match(await fails(), new RegExp(ORDER));
				deepEqual(news(), [fulfillment(OTHER_SHOP_ORDER, 'SC0002', 'SKcap', 1)]);
			},
		],
	];
};

const fulfillment = (orderId, number, sku, quantity) => ({
	number,
	company: CARRIER,
	url: pageOf(number),
	notifyCustomer: false,
	items: [{ orderId, sku, quantity }],
});
