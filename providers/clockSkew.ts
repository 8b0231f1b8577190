import { perRuntime, type Runtime } from '../http/runtime';
import type { SigningContext } from './contract';

/** By base URL, in milliseconds: a host's clock is wrong for every run alike. */
const offsetsOf = perRuntime(() => new Map<string, number>());

/** How far the provider's clock is ahead of the host's, as far as known. */
export const clockOffset = (runtime: Runtime, baseUrl: string): number =>
	offsetsOf(runtime).get(baseUrl) ?? 0;

/** Remembers the provider's clock (epoch milliseconds), which it stated just now. */
export function learnClock(runtime: Runtime, baseUrl: string, serverTime: number): void {
	offsetsOf(runtime).set(baseUrl, serverTime - runtime.now());
}

/** What the next signature covers besides the request: time by the provider's clock, and a nonce. */
export const signingContext = (runtime: Runtime, baseUrl: string): SigningContext => ({
	now: runtime.now() + clockOffset(runtime, baseUrl),
	nonce: runtime.nonce(),
});
