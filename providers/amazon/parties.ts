import { isMasked } from '../../json/value';
import { NO_BUYER, NO_SHIP_TO, type Order } from '../../order/order';
import type { AmazonOrder } from './payload';

/** The buyer and the address, which Amazon sends if they are asked for and the app has a role for them. */
export function parties({
	buyer: { buyerName: name, buyerEmail: email },
	recipient: { deliveryAddress: given },
}: AmazonOrder): Pick<Order, 'buyer' | 'ship_to'> {
	const lines = [given.addressLine1, given.addressLine2, given.addressLine3].filter(Boolean);
	const { name: recipient, phone, city, addressLine1: line1 } = given;
	return {
		buyer: { ...NO_BUYER, name, email, masked: isMasked(name, email) },
		ship_to: {
			...NO_SHIP_TO,
			name: recipient,
			phone,
			country_code: given.countryCode,
			province: given.stateOrRegion,
			city,
			district: given.districtOrCounty || given.extendedFields.neighborhood,
			line1,
			full: lines.join(', '),
			postal_code: given.postalCode,
			masked: isMasked(recipient, phone, ...lines),
		},
	};
}

/** True when Amazon sent nothing of what Include Personal Data asks for. */
export const isImpersonal = ({ buyer, ship_to }: Pick<Order, 'buyer' | 'ship_to'>): boolean =>
	[buyer.name, buyer.email, ship_to.name, ship_to.line1, ship_to.phone].every((each) => !each);
