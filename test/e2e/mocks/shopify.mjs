const FULFILLABLE = 'status:open OR status:in_progress';
const GID = 'gid://shopify';

/**
 * Mocks the part of Shopify's Admin API that fulfills orders.
 *
 * @param {string} token the accepted token
 */
export function shopify(token) {
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
		const items = [];
		for (const { fulfillmentOrderId, fulfillmentOrderLineItems } of groups) {
			const [orderId, found] = [...orders].find(([, list]) =>
				list.some(({ id }) => id === fulfillmentOrderId),
			) ?? [null, []];
			const lines = found.find(({ id }) => id === fulfillmentOrderId)?.lines ?? [];
			for (const { id, quantity } of fulfillmentOrderLineItems) {
				const line = lines.find((each) => each.id === id);
				if (!line || !Number.isInteger(quantity) || quantity > line.remaining) {
					return created(null, ['Invalid fulfillment order line item quantity requested.']);
				}
				line.remaining -= quantity;
				items.push({ orderId, sku: line.sku, quantity });
			}
		}
		fulfillments.push({ ...trackingInfo, notifyCustomer, items });
		return created({ id: `${GID}/Fulfillment/${fulfillments.length}` }, []);
	};

	return {
		/** What was created: number, company and URL, and the items of the orders; oldest first. */
		fulfillments,

		/** The next so many fulfillments are refused. */
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
