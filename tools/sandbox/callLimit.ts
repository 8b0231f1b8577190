import type { Gateway, Reply } from './types';

/** Whether a call at this time (milliseconds) is within the limit; a call that is counts. */
export type Counter = (at: number) => boolean;

/** At most so many calls in any period of this length. */
export function slidingWindow(calls: number, period = 1000): Counter {
	let accepted: number[] = [];
	return (at) => {
		accepted = accepted.filter((earlier) => earlier > at - period);
		return accepted.length < calls && accepted.push(at) > 0;
	};
}

/** At most so many calls in each second of the clock. */
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

/** At least so many milliseconds between two calls. */
export const minimumGap = (milliseconds: number): Counter => slidingWindow(1, milliseconds);

/** At most `burst` calls at once; after that so many per second, which also fill the burst again. */
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

/** A gateway that passes the reply of each call through `change`, but those of token calls. */
const changing =
	(gateway: Gateway, change: (reply: () => Reply) => Reply): Gateway =>
	(request) => {
		const prepared = gateway(request);
		if (prepared.call === 'token' || prepared.call === 'refresh') return prepared;
		return { ...prepared, reply: () => change(prepared.reply) };
	};

/** A gateway that refuses calls beyond the limit before it verifies them. */
export const limitCalls = (
	gateway: Gateway,
	limit: CallLimit,
	now: () => number,
	refusal: (banLeft: number) => Reply,
): Gateway =>
	changing(gateway, (reply) => {
		const banLeft = limit.refuse(now());
		return banLeft === null ? reply() : refusal(banLeft);
	});

/**
 * A gateway whose access tokens expire each time so many calls were accepted. Counting calls rather
 * than time makes the number of expiries the same on every host.
 */
export const expireAfter = (calls: number, gateway: Gateway, expire: () => void): Gateway => {
	let accepted = 0;
	return changing(gateway, (reply) => {
		const replied = reply();
		if (replied.outcome === 'ok' && ++accepted % calls === 0) expire();
		return replied;
	});
};
