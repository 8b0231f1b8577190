import type { Gateway, Reply } from './types';

/** Whether a call at this time (milliseconds) is within the limit; if so, the call counts. */
export type Counter = (at: number) => boolean;

/** Allows at most this many calls in any period of this length. */
export function slidingWindow(calls: number, period = 1000): Counter {
	let accepted: number[] = [];
	return (at) => {
		accepted = accepted.filter((earlier) => earlier > at - period);
		return accepted.length < calls && accepted.push(at) > 0;
	};
}

/** At most this many calls in each second of the clock. */
export function fixedWindow(calls: number): Counter {
	let second = -Infinity;
	let accepted = 0;
	return (at) => {
		const current = Math.floor(at / 1000);
		if (current !== second) accepted = 0;
		second = current;
		return accepted < calls && ++accepted > 0;
	};
}

/** At least this many milliseconds between two calls. */
export const minimumGap = (milliseconds: number): Counter => slidingWindow(1, milliseconds);

/** At most `burst` calls at once, then `perSecond`; calls that are not made refill the burst. */
export function tokenBucket(perSecond: number, burst: number): Counter {
	let left = burst;
	let last = -Infinity;
	return (at) => {
		left = Math.min(burst, left + ((at - last) / 1000) * perSecond);
		last = at;
		return left >= 1 && left-- >= 1;
	};
}

/** A limit whose violation bans every call for a time. */
export class CallLimit {
	private bannedUntil = -Infinity;

	constructor(
		private readonly counter: Counter,
		/** Milliseconds. */
		private readonly ban = 1000,
	) {}

	/** Milliseconds for which calls are banned if this one is refused, otherwise `null`. */
	refuse(at: number): number | null {
		if (at >= this.bannedUntil) {
			if (this.counter(at)) return null;
			this.bannedUntil = at + this.ban;
		}
		return this.bannedUntil - at;
	}
}

export interface Restraints {
	/** Without one, no call is refused. */
	readonly limit?: CallLimit | undefined;
	/**
	 * Accepted calls after which all access tokens expire, again and again. Counting calls rather than
	 * time makes the number of expiries the same on every host.
	 */
	readonly callsPerToken?: number | undefined;
	readonly now: () => number;
	/** Makes the reply to a call beyond the limit from the milliseconds that the ban still lasts. */
	readonly refusal: (banLeft: number) => Reply;
	/** Ends all access tokens. */
	readonly expire: () => void;
}

/**
 * A gateway that refuses calls beyond a limit before it verifies them, and whose access tokens expire by
 * the number of calls. Token calls are not limited and do not count.
 */
export function restrained(gateway: Gateway, restraints: Restraints): Gateway {
	const { limit, callsPerToken = Infinity, now, refusal, expire } = restraints;
	let accepted = 0;
	return (request) => {
		const prepared = gateway(request);
		if (prepared.call === 'token' || prepared.call === 'refresh') return prepared;
		const reply = () => {
			const banLeft = limit?.refuse(now()) ?? null;
			if (banLeft !== null) return refusal(banLeft);
			const replied = prepared.reply();
			if (replied.outcome === 'ok' && ++accepted % callsPerToken === 0) expire();
			return replied;
		};
		return { ...prepared, reply };
	};
}
