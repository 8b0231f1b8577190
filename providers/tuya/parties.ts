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
 * `address`: in the documented sample `site` is the country ("CN") and `country_code` the dialing
 * code ("86"). A `country_code` of two letters is a country and counts where `site` is none.
 */
function shipTo(address: TuyaOrder['address']): ShipTo {
	const { site, country_code: code } = address;
	const isCountry = /^[A-Za-z]{2}$/.test(code);
	return {
		id: address.address_id,
		name: address.name,
		phone: address.phone,
		country: address.country,
		country_code: /^[A-Z]{2}$/.test(site) ? site : isCountry ? code.toUpperCase() : '',
		dial_code: isCountry ? '' : code,
		province: address.province,
		city: address.city,
		district: address.district,
		line1: address.address_detail,
		full: address.address,
		postal_code: address.post_code,
		masked: isMasked(...Object.values(address)),
	};
}
