import type { Order } from '../../../order/order';
import { normalizeOrder } from '../../../providers/tuya/normalize';
import { readOrder } from '../../../providers/tuya/payload';
import finished from '../../fixtures/tuya/order.finished.json';
import { queryOf, signing } from '../calls.support';

export type Draft = Record<string, unknown>;

export const query = {
	...queryOf('tuya', 'SO2110258K167O5C', { mallCode: 'MALL-1', siteCode: 'SITE-1' }),
	language: 'en',
};
/** As the node signs with them. */
export const CREDENTIALS = signing(
	'https://openapi.tuyaeu.com',
	...(['access-id-1', 'access-secret-1', 'access-token-1'] as const),
);

const finishedText = JSON.stringify(finished.result);

/** A copy of the documented sample's `result`, to be changed at will. */
export const sample = (): Draft => JSON.parse(finishedText) as Draft;

export const normalize = (payload: unknown): Order => normalizeOrder(readOrder(payload), query);

/** The documented sample with other top-level fields, normalized. */
export const normalizeWith = (changes: Draft): Order => normalize({ ...sample(), ...changes });

export const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** A line and a parcel's content of the made-up product `name`. */
export const product = (name: string, quantity: unknown): Draft => ({
	commodity_code: `CM-${name}`,
	specification_code: `SK-${name}`,
	quantity,
});
export const piece = (name: string, quantity: unknown): Draft => ({
	commodity_code: `CM-${name}`,
	sku_code: `SK-${name}`,
	delivery_quantity: quantity,
});
export const parcel = (id: string, ...details: readonly unknown[]): Draft => ({
	delivery_id: id,
	logistics_no: `T-${id}`,
	logistics_company_name: `Carrier ${id}`,
	delivery_detail_list: details,
});
