import type { Pace } from '../providers/call';

/** Milliseconds for the permits of one second: calls do not all take equally long to arrive. */
const SECOND = 1050;

/**
 * The permits of an account whose rate the provider states: calls use them up, and they come back one by one.
 * The burst is one smaller than the provider allows, because calls can bunch up on their way.
 */
export class TokenBucket {
	private readonly size: number;
	/** Milliseconds in which one comes back. */
	interval: number;
	/** When all permits are there again, in monotonic milliseconds like all times here. */
	private fullAt = -Infinity;

	constructor({ perSecond, burst }: Pace) {
		this.size = Math.max(1, burst - 1);
		this.interval = SECOND / perSecond;
	}

	/** When the next call may be made. */
	get freeAt(): number {
		return this.fullAt - (this.size - 1) * this.interval;
	}

	take(now: number): void {
		this.fullAt = Math.max(this.fullAt, now) + this.interval;
	}

	/** The provider refused a call, so it counts differently: no permits are left. */
	empty(now: number): void {
		this.fullAt = now + this.size * this.interval;
	}

	/** The provider states another rate; as many permits are missing as before. */
	grant(perSecond: number, now: number): void {
		const missing = Math.max(0, this.fullAt - now) / this.interval;
		this.interval = SECOND / perSecond;
		this.fullAt = now + missing * this.interval;
	}
}
