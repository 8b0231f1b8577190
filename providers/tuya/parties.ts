import { isMasked } from '../../json/value';
import type { Order, ShipTo } from '../../order/order';
import type { TuyaOrder } from './payload';

/** `customer` and `address`, whose texts Tuya masks with asterisks. */
export function parties({ customer, address }: TuyaOrder): Pick<Order, 'buyer' | 'ship_to'> {
	const { uid: id, name, email, mobile: phone } = customer;
	const masked = isMasked(id, name, email, phone);
	return { buyer: { id, name, email, phone, masked }, ship_to: shipTo(address) };
}

/**
 * In the documented sample `site` is the country ("CN") and `country_code` the dialing code ("86"). A
 * `country_code` of two letters is a country and counts where `site` is none.
 */
function shipTo(given: TuyaOrder['address']): ShipTo {
	const { address_id: id, address_detail: line1, address: full, post_code: postal_code } = given;
	const { name, phone, country, province, city, district, site, country_code: code } = given;
	const isCountry = /^[A-Za-z]{2}$/.test(code);
	return {
		...{ id, name, phone, country, province, city, district, line1, full, postal_code },
		country_code: /^[A-Z]{2}$/.test(site) ? site : isCountry ? code.toUpperCase() : '',
		dial_code: isCountry ? '' : code,
		masked: isMasked(...Object.values(given)),
	};
}
