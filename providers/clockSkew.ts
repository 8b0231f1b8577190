/**
 * How far each gateway's clock is from this machine's, in milliseconds, as learned from a clock
 * fault. Shared by the process, since a machine's clock is wrong for every run alike.
 */
const offsets = new Map<string, number>();

export const clockOffset = (baseUrl: string): number => offsets.get(baseUrl) ?? 0;

export function learnClock(baseUrl: string, serverTime: number, now: number): void {
	offsets.set(baseUrl, serverTime - now);
}

export const forgetClocks = (): void => offsets.clear();
