import { randomBytes } from 'node:crypto';

const BASE = '/wp-json/wc/v3/orders/';

/** Mocks the part of WooCommerce's REST API that fulfills orders. */
export function wooCommerce() {
	const [consumerKey, consumerSecret] = ['ck_sandbox', randomBytes(16).toString('hex')];
	const orders = new Map();
	const fulfillments = [];
	let refusedNext = 0;
	const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');

	const create = (orderId, { status, is_fulfilled: isFulfilled, meta_data: data }) => {
		if (refusedNext > 0) {
			refusedNext--;
			return no(503, 'woocommerce_rest_unavailable');
		}
		const meta = Object.fromEntries(data.map(({ key, value }) => [key, value]));
		const lines = orders.get(orderId);
		const items = meta._items?.map(({ item_id: id, qty }) => {
			const line = lines.find((each) => each.id === id);
			return line && { sku: line.sku, quantity: qty };
		});
		if (status !== 'fulfilled' || isFulfilled !== true || !items?.every(Boolean)) {
			return no(400, 'woocommerce_rest_invalid_fulfillment');
		}
		fulfillments.push({
			orderId,
			number: meta._tracking_number,
			carrier: meta._shipment_provider,
			url: meta._tracking_url,
			items,
		});
		return { status: 201, body: { id: fulfillments.length, status, meta_data: data } };
	};

	return {
		/** The fields of n8n's credential "WooCommerce API". */
		credential: {
			consumerKey,
			consumerSecret,
			url: 'https://shop.example',
			includeCredentialsInQuery: false,
		},

		/** What was created: order, number, carrier and URL, and the items; oldest first. */
		fulfillments,

		/** Refuses the next `count` fulfillments. */
		refuseNext: (count) => (refusedNext = count),

		/** @param {readonly [sku: string, quantity: number][]} lines */
		addOrder: (orderId, lines) =>
			orders.set(
				orderId,
				lines.map(([sku, quantity], at) => ({ id: Number(orderId) * 10 + at, sku, quantity })),
			),

		/** @type {import('./proxy.mjs').Host} */
		host: ({ method, path, headers, body }) => {
			if (headers.authorization !== `Basic ${basic}`) return no(401, 'rest_cannot_view');
			const [, orderId, action] = new RegExp(`^${BASE}(\\d+)(/fulfillments)?$`).exec(path) ?? [];
			const lines = orders.get(orderId);
			if (!lines) return no(404, 'woocommerce_rest_shop_order_invalid_id');
			if (method === 'POST' && action) return create(orderId, JSON.parse(body));
			if (method !== 'GET' || action) return no(404, 'rest_no_route');
			return { body: { id: Number(orderId), status: 'processing', line_items: lines } };
		},
	};
}

const no = (status, code) => ({ status, body: { code, message: code, data: { status } } });
