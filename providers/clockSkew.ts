import { perRuntime, type Runtime } from '../http/runtime';

/** By base URL, in milliseconds: a host's clock is wrong for every run alike. */
const offsetsOf = perRuntime(() => new Map<string, number>());

/** How far the provider's clock is ahead of the host's, as far as known. */
export const clockOffset = (runtime: Runtime, baseUrl: string): number =>
	offsetsOf(runtime).get(baseUrl) ?? 0;

/** Remembers the provider's clock (epoch milliseconds), which it stated just now. */
export function learnClock(runtime: Runtime, baseUrl: string, serverTime: number): void {
	offsetsOf(runtime).set(baseUrl, serverTime - runtime.now());
}
