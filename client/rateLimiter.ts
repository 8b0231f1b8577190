import type { Runtime } from '../http/runtime';
import type { Pace } from '../providers/call';
import { LearnedRate, type SentCall } from './learnedRate';
import { unusable, type AcquireOptions, type Permit } from './permit';
import { TokenBucket } from './tokenBucket';

/** Milliseconds added to each ban: the provider's clock and the way there vary. */
const MARGIN = 50;
/** Bounds of the wait if none is stated, and after a ban that was too short. */
const LEAST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 20_000;
/** A longer ban is not trusted: after this time, one call tests whether it is over. */
const LONGEST_BAN = 600_000;
/** Milliseconds over which the calls of one second are spread, because latencies vary. */
const SECOND = 1050;
/** Spacing below this is kept on average: timers are a millisecond or two late. */
const TIMER_PRECISION = 20;

interface Waiter {
	readonly longestWait: number;
	readonly signal: AbortSignal | undefined;
	readonly resolve: (permit: Permit) => void;
}

/**
 * The rate limiter of one account, shared by all runs of the process. Calls are unlimited until the provider
 * refuses one. A refusal bans all calls of the account until the time that the provider asked for; then
 * refused requests go first, and calls are spaced by the rate that was learned, if any. The workers of each
 * run decide how many calls are in progress. Acquire a permit last, when the session is known, because calls
 * are spaced by when their permits are granted. A stated rate applies from the first call on.
 */
export class RateLimiter {
	/** When a permit was asked for last, in monotonic milliseconds like all times here. */
	lastUsed: number;
	private readonly rate = new LearnedRate();
	private readonly repeated = new Set<Waiter>();
	private readonly others = new Set<Waiter>();
	private readonly watched = new WeakSet<AbortSignal>();
	private timer: { readonly at: number; readonly stop: AbortController } | null = null;
	private bannedUntil = -Infinity;
	/** The end of the ban as the provider stated it; later than `bannedUntil` if that is not trusted. */
	private statedUntil = -Infinity;
	/** True while a call tests whether the ban is over. */
	private isTrying = false;
	/** The number of bans so far. If it rises during a call, another call caused the ban. */
	private bans = 0;
	/** Bans since a call was last accepted. */
	private bansInRow = 0;
	private lastSent = -Infinity;
	/** When the last call was due, if its timer was only a little late; otherwise when it was sent. */
	private lastDue = -Infinity;
	private readonly bucket: TokenBucket | undefined;

	/** @param pace the rate that the provider states; the limiter still learns from refusals */
	constructor(
		private readonly runtime: Pick<Runtime, 'monotonic' | 'sleep'>,
		pace?: Pace,
	) {
		this.lastUsed = runtime.monotonic();
		this.bucket = pace && new TokenBucket(pace);
	}

	/** Calls a second; `Infinity` while no limit is known. */
	get perSecond(): number {
		return this.rate.perSecond;
	}

	/** Milliseconds from one call to the next when many are made. */
	get interval(): number {
		return Math.max(SECOND / this.rate.perSecond, this.bucket?.interval ?? 0);
	}

	/** Milliseconds that a call requested now would have to wait. */
	get wait(): number {
		const ahead = (this.repeated.size + this.others.size) * this.interval;
		return Math.max(0, this.nextAt - this.runtime.monotonic()) + ahead;
	}

	private get nextAt(): number {
		const spaced = this.lastDue + SECOND / this.rate.perSecond;
		return Math.max(this.bannedUntil, spaced, this.bucket?.freeAt ?? -Infinity);
	}

	/** The provider states the account's own rate in calls a second. */
	grant(perSecond: number): void {
		this.bucket?.grant(perSecond, this.runtime.monotonic());
		this.admit();
	}

	/** Resolves when a call may be made, or at once if it is not to be made (see `Permit.banLeft`). */
	acquire({ goesFirst, longestWait = Infinity, signal }: AcquireOptions = {}): Promise<Permit> {
		this.lastUsed = this.runtime.monotonic();
		return new Promise((resolve) => {
			(goesFirst ? this.repeated : this.others).add({ longestWait, signal, resolve });
			this.watch(signal);
			this.admit();
		});
	}

	/** One listener for each run, however many of its requests wait. */
	private watch(signal: AbortSignal | undefined): void {
		if (!signal || this.watched.has(signal)) return;
		this.watched.add(signal);
		signal.addEventListener('abort', () => this.admit(), { once: true });
	}

	/** Lets in all who may come now, and sets the timer for the next one. */
	private admit(): void {
		const now = this.runtime.monotonic();
		const isBanned = now < this.bannedUntil || this.isTrying;
		const banLeft = isBanned ? Math.max(0, this.statedUntil - now) : 0;
		// Learned from when the ban is over, as the calls sent before it are answered by then.
		if (!isBanned) this.rate.learn();
		const queues = [this.repeated, this.others];
		for (const queue of queues) {
			for (const waiter of queue) {
				if (!waiter.signal?.aborted && banLeft <= waiter.longestWait) continue;
				queue.delete(waiter);
				waiter.resolve(unusable(banLeft));
			}
		}
		for (const queue of queues) {
			for (const waiter of queue) {
				const at = this.nextAt;
				if (at > now || this.isTrying) return this.wakeAt(this.isTrying ? null : at);
				queue.delete(waiter);
				waiter.resolve(this.permit(now));
			}
		}
		this.wakeAt(null);
	}

	private wakeAt(at: number | null): void {
		if (this.timer?.at === at) return;
		this.timer?.stop.abort();
		this.timer = null;
		if (at === null) return;
		const timer = { at, stop: new AbortController() };
		this.timer = timer;
		void this.runtime.sleep(at - this.runtime.monotonic(), timer.stop.signal).then(() => {
			if (this.timer !== timer) return;
			this.timer = null;
			this.admit();
		});
	}

	private permit(sentAt: number): Permit {
		const rate = this.rate.perSecond;
		const spacing = SECOND / rate;
		const call: SentCall = { sentAt, rate, isHeld: sentAt - this.lastSent < spacing * 1.1 };
		const { bans } = this;
		const due = this.lastDue + spacing;
		this.lastDue = spacing < TIMER_PRECISION && sentAt - due < TIMER_PRECISION ? due : sentAt;
		this.lastSent = sentAt;
		this.isTrying = sentAt < this.statedUntil;
		this.rate.sent(call);
		this.bucket?.take(sentAt);
		let isAnswered = false;
		const answered = (): void => {
			isAnswered = true;
			if (bans === this.bans) this.isTrying = false;
		};
		return {
			banLeft: 0,
			succeeded: () => {
				answered();
				if (bans === this.bans) this.bansInRow = 0;
				if (bans === this.bans) this.statedUntil = this.bannedUntil;
				this.rate.succeeded(call);
				this.admit();
			},
			refused: (wait) => {
				answered();
				const isOwn = bans === this.bans;
				this.rate.refused(call, isOwn);
				this.bucket?.empty(this.runtime.monotonic());
				this.ban(isOwn, wait);
				this.admit();
				return { isOwn };
			},
			release: () => {
				if (isAnswered) return;
				answered();
				this.rate.notCounted(call);
				this.admit();
			},
		};
	}

	private ban(isOwn: boolean, wait: number | null): void {
		this.bans += Number(isOwn);
		this.bansInRow += Number(isOwn);
		const backOff = Math.min(LONGEST_BACK_OFF, LEAST_BACK_OFF * 2 ** (this.bansInRow - 1));
		const least = isOwn && (wait === null || this.bansInRow > 1) ? backOff : 0;
		const length = Math.max(wait ?? 0, least) + MARGIN;
		const now = this.runtime.monotonic();
		this.statedUntil = Math.max(this.statedUntil, now + length);
		this.bannedUntil = Math.max(this.bannedUntil, now + Math.min(LONGEST_BAN, length));
	}
}
