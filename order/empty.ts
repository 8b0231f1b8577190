import type { Buyer, ShipTo, Totals } from './order';

/** Parts of an order of which the provider says nothing. */
export const NO_TOTALS: Totals = {
	original: null,
	total: null,
	paid: null,
	due: null,
	refunded: null,
	goods: null,
	shipping: null,
	services: null,
	discount: null,
	tax: null,
	settlement: null,
};

export const NO_BUYER: Buyer = { id: '', name: '', email: '', phone: '', masked: false };

export const NO_SHIP_TO: ShipTo = {
	id: '',
	name: '',
	phone: '',
	country: '',
	country_code: '',
	dial_code: '',
	province: '',
	city: '',
	district: '',
	line1: '',
	full: '',
	postal_code: '',
	masked: false,
};
