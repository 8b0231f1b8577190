import type { Buyer, ShipTo } from '../../order/order';
import { field, isMasked, object, text, type Json } from '../../json/read';

const reader = (source: Json) => (name: string) => text(field(source, name));

/** `customer`: Tuya masks its texts with asterisks. */
export function buyer(order: Json): Buyer {
	const get = reader(object(field(order, 'customer')));
	const person = {
		id: get('uid'),
		name: get('name'),
		email: get('email'),
		phone: get('mobile'),
	};
	return { ...person, masked: isMasked(...Object.values(person)) };
}

/**
 * `address`: in the documented sample `site` is the country ("CN") and `country_code` the dialing
 * code ("86"). A `country_code` of two letters is a country after all, and stands in for `site`.
 */
export function shipTo(order: Json): ShipTo {
	const get = reader(object(field(order, 'address')));
	const code = get('country_code');
	const isCountry = /^[A-Za-z]{2}$/.test(code);
	const site = get('site');
	const place = {
		id: get('address_id'),
		name: get('name'),
		phone: get('phone'),
		country: get('country'),
		country_code: /^[A-Z]{2}$/.test(site) ? site : isCountry ? code.toUpperCase() : '',
		dial_code: isCountry ? '' : code,
		province: get('province'),
		city: get('city'),
		district: get('district'),
		line1: get('address_detail'),
		full: get('address'),
		postal_code: get('post_code'),
	};
	return { ...place, masked: isMasked(...Object.values(place)) };
}
