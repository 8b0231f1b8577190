import { parsedUrl } from '../http/parsedUrl';
import type { Shipment } from './order';

/** Where the pages of carriers take a tracking number, by the end of their host's name. */
const FORMS: Readonly<Record<string, string>> = {
	'cainiao.com': 'https://global.cainiao.com/newDetail.htm?mailNoList=',
	'17track.net': 'https://t.17track.net/en#nums=',
	'usps.com': 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
	'ups.com': 'https://www.ups.com/track?tracknum=',
	'fedex.com': 'https://www.fedex.com/fedextrack/?trknbr=',
	'dhl.com': 'https://www.dhl.com/en/express/tracking.html?AWB=',
	'laposte.fr': 'https://www.laposte.fr/outils/suivre-vos-envois?code=',
	'royalmail.com': 'https://www.royalmail.com/track-your-item#/tracking-results/',
	'4px.com': 'https://track.4px.com/#/result/0/',
	'yuntrack.com': 'https://www.yuntrack.com/parcelTracking?id=',
};
const ANY_CARRIER = 'https://t.17track.net/en#nums=';

/** Longer addresses are not the page of a carrier. */
const LONGEST = 2000;

/**
 * The page for tracking a parcel: the carrier's page if the provider sends one, with the number filled in if
 * it is known where the page expects it; `''` without a number.
 */
export function trackingUrl({
	carrier_url,
	tracking_number,
}: Pick<Shipment, 'carrier_url' | 'tracking_number'>): string {
	if (tracking_number === '') return '';
	const number = encodeURIComponent(tracking_number.toWellFormed());
	const page = webPage(carrier_url);
	if (page === null) return ANY_CARRIER + number;
	const known = Object.keys(FORMS).find((host) => `.${page.hostname}`.endsWith(`.${host}`));
	return known === undefined || page.href.includes(number) ? page.href : `${FORMS[known]}${number}`;
}

/** An address with a host, and nothing that a mail or a chat could show as another one. */
function webPage(text: string): URL | null {
	const isOdd = text.length > LONGEST || /[\s\p{C}\\]/u.test(text.trim());
	const page = isOdd ? null : parsedUrl(text);
	if (page === null || !/^https?:$/.test(page.protocol)) return null;
	return page.username === '' && page.password === '' ? page : null;
}
