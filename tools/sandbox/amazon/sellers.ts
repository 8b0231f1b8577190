import type { Counter } from '../callLimit';
import type { Gateway } from '../types';
import { amazonGateway, DEFAULT_RATES, TOKEN_PATH, type Rates } from './gateway';
import { AmazonShop } from './shop';
import { AmazonTokens } from './tokens';

export interface AmazonOptions {
	/** Seconds after which a search finds a change; default two minutes. */
	readonly delay?: number;
	readonly rates?: Partial<Rates>;
}

/** The number that the ids of the first seller's orders start with. */
const FIRST = 701;

/** The sellers of the sandbox, each with a shop, and what they authorized. */
export class AmazonSellers {
	readonly tokens: AmazonTokens;
	readonly gateway: Gateway;
	private readonly shops: AmazonShop[] = [];
	private readonly buckets = new Map<string, Counter>();

	constructor(
		private readonly now: () => number,
		private readonly options: AmazonOptions = {},
	) {
		this.tokens = new AmazonTokens(now);
		this.gateway = amazonGateway({
			now,
			tokens: this.tokens,
			shopOf: (seller) => this.shops[seller - FIRST],
			rates: { ...DEFAULT_RATES, ...options.rates },
			buckets: this.buckets,
		});
	}

	/** A new seller who authorizes an app, by default a new one: the shop, and the credential fields. */
	add(baseUrl: string, app = this.tokens.register()) {
		const number = FIRST + this.shops.length;
		const shop = new AmazonShop(number, this.now, (this.options.delay ?? 120) * 1000);
		this.shops.push(shop);
		const refreshToken = this.tokens.authorize(app.clientId, number);
		const tokenUrl = baseUrl + TOKEN_PATH;
		return { shop, credential: { ...app, refreshToken, region: 'custom', baseUrl, tokenUrl } };
	}

	/** The seller of an order; the first one of an order that nobody has. */
	shopOf(orderId: string): AmazonShop {
		const [number = ''] = orderId.split('-');
		const shop = this.shops[Number(number) - FIRST] ?? this.shops[0];
		if (!shop) throw new Error('there is no seller yet');
		return shop;
	}

	/** Puts the shops back, and allows a burst again. */
	reset(): void {
		this.buckets.clear();
		for (const shop of this.shops) shop.reset();
	}
}
