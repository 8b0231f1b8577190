/** `marketplaces` by country (ISO 3166 alpha-2). */
interface Region {
	readonly value: string;
	readonly name: string;
	readonly url: string;
	readonly marketplaces: ReadonlyArray<readonly [country: string, id: string]>;
}

const region = (value: string, name: string, ...marketplaces: readonly string[]): Region => ({
	value,
	name,
	url: `https://sellingpartnerapi-${value}.amazon.com`,
	marketplaces: marketplaces.map((each) => [each.slice(0, 2), each.slice(3)]),
});

const NA = ['US ATVPDKIKX0DER', 'CA A2EUQ1WTGCTBG2', 'MX A1AM78C64UM0Y8', 'BR A2Q3Y263D00KWC'];
const EU = [
	...['GB A1F83G8C2ARO7P', 'DE A1PA6795UKMFR9', 'FR A13V1IB3VIYZZH', 'IT APJ6JRA9NG5V4'],
	...['ES A1RKKUPIHCS9HS', 'NL A1805IZSGTT6HS', 'BE AMEN7PMS3EDWL', 'SE A2NODRKZP88ZB9'],
	...['PL A1C3SOZRARQ6R3', 'IE A28R8C7NBKEWEA', 'TR A33AVAJ2PDY3EV', 'AE A2VIGQ35RCS4UG'],
	...['SA A17E79C6D8DWNP', 'EG ARBP9OOSHTCHU', 'ZA AE08WJ6YKNBMC', 'IN A21TJRUUN4KGV'],
];
const FE = ['JP A1VC38T7YXB528', 'AU A39IBJ37TRP1C6', 'SG A19VAU5U5O7RUS'];

/** Selling Partner API, "SP-API endpoints" and "Marketplace IDs". */
export const REGIONS: readonly Region[] = [
	region('na', 'North America', ...NA),
	region('eu', 'Europe, Middle East, India', ...EU),
	region('fe', 'Far East, Australia', ...FE),
];

/** Login with Amazon, one address for all regions. */
export const TOKEN_URL = 'https://api.amazon.com/auth/o2/token';

/** The region's name for an API address, else the host and path of the address. */
export const regionName = (baseUrl: string): string =>
	REGIONS.find(({ url }) => url === baseUrl)?.name ?? baseUrl.replace(/^https?:\/\//, '');

/** The page in Seller Central on which a person sees the order; `''` for an unknown marketplace. */
export function orderPage(marketplaceName: string, orderId: string): string {
	const domain = /^amazon(\.[a-z]{2,3}(?:\.[a-z]{2})?)$/i.exec(marketplaceName)?.[1]?.toLowerCase();
	const page = `orders-v3/order/${encodeURIComponent(orderId)}`;
	return domain === undefined ? '' : `https://sellercentral.amazon${domain}/${page}`;
}
