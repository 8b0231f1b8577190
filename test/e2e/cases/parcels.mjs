import { MALL, setParcels } from './orders.mjs';

const TABLE = 'Orders to follow';

export const BOTTLES = { number: 'SC0001', sku: 'SKbottle', quantity: 2 };
export const CAP = { number: 'SC0002', sku: 'SKcap', quantity: 1 };
/** Of a parcel whose carrier has no page of its own. */
export const pageOf = (number) => `https://t.17track.net/en#nums=${number}`;
export const CARRIER = 'Super Courier';

/**
 * What the examples that pass parcels on have in common: Tuya orders in the table "Orders to follow".
 *
 * @param {import('../e2e.mjs').Context} context
 * @param {string} id of the example
 */
export function parcelStage({ n8n, sandbox, tables }, id) {
	const runs = async () => void (await n8n.succeed(id));
	return {
		/** Puts orders into the table, which an earlier example may have filled. */
		async follow(orders) {
			await runs();
			await tables.clear(TABLE);
			const rows = orders.map((order) => ({ provider: 'tuya', ...MALL, ...order }));
			await tables.add(TABLE, rows);
		},
		setParcels: (orderId, parcels) => setParcels(sandbox, orderId, parcels),
		runs,
		fails: async () => await n8n.fail(id),
	};
}
