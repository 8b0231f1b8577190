import { BoundedMap } from '../http/bounded';
import type { Runtime } from '../http/runtime';
import type { SigningContext } from './call';

const MOST_ADDRESSES = 1000;

/** How far the clocks of providers are ahead of the host's, which is wrong for every run alike. */
export class ProviderClocks {
	/** Milliseconds by base URL. */
	private readonly offsets = new BoundedMap<number>(MOST_ADDRESSES);

	constructor(private readonly runtime: Pick<Runtime, 'now' | 'nonce'>) {}

	/** Remembers the provider's clock (epoch milliseconds), which it stated just now. */
	learn(baseUrl: string, serverTime: number): void {
		this.offsets.set(baseUrl, serverTime - this.runtime.now());
	}

	/** What the next signature covers besides the request: time by the provider's clock, and a nonce. */
	signingContext(baseUrl: string): SigningContext {
		const { now, nonce } = this.runtime;
		return { now: now() + (this.offsets.get(baseUrl) ?? 0), nonce: nonce() };
	}
}
