import { deepEqual, match } from 'node:assert/strict';
import { BOTTLES, CAP, CARRIER, pageOf, parcelStage } from './parcels.mjs';

const SKUS = [
	['SKbottle', 2],
	['SKcap', 1],
];

/** @param {import('../e2e.mjs').Context} context */
export const shopifyCases = async (context) =>
	await shopCases(context, {
		name: 'Shopify',
		id: 'tracking-to-shopify',
		column: 'shopify_order',
		shop: context.mocks.shopify,
		numbers: ['5678901234567', '5678901234568'],
		// Each item lies in a warehouse of its own, with one that another supplier sends.
		lines: [[SKUS[0]], [SKUS[1], ['SKother', 1]]],
		otherLines: [SKUS],
	});

/** @param {import('../e2e.mjs').Context} context */
export const wooCommerceCases = async (context) =>
	await shopCases(context, {
		name: 'WooCommerce',
		id: 'tracking-to-woocommerce',
		column: 'woocommerce_order',
		shop: context.mocks.wooCommerce,
		numbers: ['727', '728'],
		lines: [['SKother', 1], ...SKUS],
		otherLines: SKUS,
	});

/** An example that passes parcels on to the orders of a shop, whose numbers are in a column of the table. */
async function shopCases(context, { name, id, column, shop, numbers, lines, otherLines }) {
	const { test } = context;
	const { follow, setParcels, runs, fails } = parcelStage(context, id);
	const [number, otherNumber] = numbers;
	const [order, other] = numbers.map((each) => `SO77${each}`);
	/** The fulfillments since the last call. */
	const news = () => shop.fulfillments.splice(0);

	await test(`${name}: the items of a parcel are fulfilled in its order, with number, carrier and URL`, async () => {
		shop.addOrder(number, lines);
		shop.addOrder(otherNumber, otherLines);
		setParcels(order, [BOTTLES]);
		setParcels(other, []);
		await follow([
			{ order_id: order, [column]: number },
			{ order_id: other, [column]: otherNumber },
		]);
		await runs();
		deepEqual(news(), [fulfillment(number, 'SC0001', 'SKbottle', 2)]);
		await runs();
		deepEqual(news(), [], 'once');
	});
	await test(`${name}: what it refuses fails the execution, and follows in the next run`, async () => {
		setParcels(order, [BOTTLES, CAP]);
		setParcels(other, [{ ...BOTTLES, number: 'SC0003' }]);
		shop.refuseNext(1);
		match(await fails(), new RegExp(order));
		deepEqual(news(), [fulfillment(otherNumber, 'SC0003', 'SKbottle', 2)]);
		await runs();
		deepEqual(news(), [fulfillment(number, 'SC0002', 'SKcap', 1)]);
	});
	await test(`${name}: an order number that it does not know fails, after the others`, async () => {
		await follow([
			{ order_id: order, [column]: '1' },
			{ order_id: other, [column]: otherNumber },
		]);
		setParcels(other, [{ ...BOTTLES, number: 'SC0003' }, CAP]);
		match(await fails(), new RegExp(order));
		deepEqual(news(), [fulfillment(otherNumber, 'SC0002', 'SKcap', 1)]);
	});
}

const fulfillment = (orderId, number, sku, quantity) => ({
	orderId,
	number,
	carrier: CARRIER,
	url: pageOf(number),
	items: [{ sku, quantity }],
});
