import { randomBytes } from 'node:crypto';

const FULFILLABLE = 'status:open OR status:in_progress';
const GID = 'gid://shopify';

/** Mocks the part of Shopify's Admin API that fulfills orders. */
export function shopify() {
	const token = `shpat_${randomBytes(16).toString('hex')}`;
	/** The open lines of each fulfillment order, by order id. */
	const orders = new Map();
	const fulfillments = [];
	let refusedNext = 0;

	const open = ({ query }) => {
		const [, orderId] = /order\(id: "gid:\/\/shopify\/Order\/(\w+)"\)/.exec(query) ?? [];
		if (!query.includes(FULFILLABLE)) return failed('the fulfillment orders are not filtered');
		const found = orders.get(orderId);
		if (!found) return { data: { order: null } };
		const nodes = found.map(({ id, lines }) => ({
			id,
			lineItems: {
				nodes: lines
					.filter(({ remaining }) => remaining > 0)
					.map(({ id, sku, remaining }) => ({ id, sku, remainingQuantity: remaining })),
			},
		}));
		return { data: { order: { fulfillmentOrders: { nodes } } } };
	};

	const create = ({ variables: { fulfillment } }) => {
		if (refusedNext > 0) {
			refusedNext--;
			return created(null, ['The shop is being moved']);
		}
		const { trackingInfo, notifyCustomer, lineItemsByFulfillmentOrder: groups } = fulfillment;
		const isIn = (list, { fulfillmentOrderId }) => list.some(({ id }) => id === fulfillmentOrderId);
		const [orderId, list] =
			[...orders].find(([, parts]) => groups.every((group) => isIn(parts, group))) ?? [];
		const lines = list?.flatMap((part) => part.lines) ?? [];
		const items = groups.flatMap(({ fulfillmentOrderLineItems }) =>
			fulfillmentOrderLineItems.map(({ id, quantity }) => ({
				line: lines.find((line) => line.id === id),
				quantity,
			})),
		);
		const isOpen = ({ line, quantity }) =>
			Number.isInteger(quantity) && quantity <= line?.remaining;
		if (notifyCustomer !== false || !items.every(isOpen)) {
			return created(null, ['Invalid fulfillment order line item quantity requested.']);
		}
		for (const { line, quantity } of items) line.remaining -= quantity;
		const { number, company: carrier, url } = trackingInfo;
		const sent = items.map(({ line: { sku }, quantity }) => ({ sku, quantity }));
		fulfillments.push({ orderId, number, carrier, url, items: sent });
		return created({ id: `${GID}/Fulfillment/${fulfillments.length}` }, []);
	};

	return {
		/** The fields of n8n's credential "Shopify Access Token API". */
		credential: { shopSubdomain: 'sandbox-shop', accessToken: token, appSecretKey: 'x' },

		/** What was created: order, number, carrier and URL, and the items; oldest first. */
		fulfillments,

		/** Refuses the next `count` fulfillments. */
		refuseNext: (count) => (refusedNext = count),

		/**
		 * Adds an order with one fulfillment order for each list of lines.
		 *
		 * @param {string} orderId
		 * @param {readonly (readonly [sku: string, quantity: number][])[]} groups
		 */
		addOrder: (orderId, groups) =>
			orders.set(
				orderId,
				groups.map((lines, group) => ({
					id: `${GID}/FulfillmentOrder/${orderId}${group}`,
					lines: lines.map(([sku, remaining], at) => ({
						...{ sku, remaining },
						id: `${GID}/FulfillmentOrderLineItem/${orderId}${group}${at}`,
					})),
				})),
			),

		/** @type {import('./proxy.mjs').Host} */
		host: ({ method, path, headers, body }) => {
			if (headers['x-shopify-access-token'] !== token) return { status: 401, body: {} };
			if (method !== 'POST' || !/^\/admin\/api\/\d{4}-\d\d\/graphql\.json$/.test(path)) {
				return { status: 404, body: { errors: 'Not Found' } };
			}
			const request = JSON.parse(body);
			return { body: request.query.startsWith('mutation') ? create(request) : open(request) };
		},
	};
}

const failed = (message) => ({ errors: [{ message }] });

const created = (fulfillment, messages) => ({
	data: {
		fulfillmentCreate: { fulfillment, userErrors: messages.map((message) => ({ message })) },
	},
});
