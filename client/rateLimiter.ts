import type { Runtime } from '../http/runtime';
import { Ban } from './ban';
import { LearnedRate, type SentCall } from './learnedRate';

/** Spacing below this is kept on average: timers are a millisecond or two late. */
const TIMER_PRECISION = 20;
/** A longer timer would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface AcquireOptions {
	/** For a repeated request: before all that are not. */
	readonly goesFirst?: boolean;
	/** Milliseconds of a ban to wait for; default any. */
	readonly longestWait?: number;
	readonly signal?: AbortSignal;
}

/** The right to make one call. */
export interface Permit {
	/**
	 * Milliseconds until the account's ban ends; 0: the call may be made now. Otherwise the ban is longer
	 * than `longestWait`, or the signal was aborted meanwhile, and the call must not be made.
	 */
	readonly banLeft: number;
	/** The provider answered, and did not refuse the call for its rate: also when there is no order. */
	succeeded(): void;
	/**
	 * The provider refused the call for its rate. From now on no call of the account is made until the
	 * ban ends.
	 *
	 * @param wait milliseconds that the provider asked to wait, `null` if it named no time
	 * @returns `isOwn`: this call caused the ban. False if another call had caused it while this one was
	 * under way; such a refusal must not count as one of the order's retries.
	 */
	refused(wait: number | null): { readonly isOwn: boolean };
	/** Ends the call; once, in any case, after `succeeded` or `refused` if there was an answer. */
	release(): void;
}

interface Waiter {
	readonly longestWait: number;
	readonly signal: AbortSignal | undefined;
	readonly resolve: (permit: Permit) => void;
}

/**
 * The rate limiter of one account, shared by all runs of the process that use the account. Calls are
 * unlimited until the provider refuses one. A refusal bans all calls of the account until the time that
 * the provider asked for; then refused requests go first, and calls are spaced by the rate that was
 * learned. It does not bound how many calls are under way; that is up to the workers of each run.
 * Acquire a permit last, when the session is known: calls are spaced as permits are given.
 *
 *   const permit = await limiter.acquire({ goesFirst: retries > 0, signal });
 *   try {
 *     if (signal.aborted || permit.banLeft > 0) return …;
 *     const response = await send();
 *     if (isRateLimited(response)) isOwn = permit.refused(response.retryAfter).isOwn;
 *     else permit.succeeded();
 *   } finally {
 *     permit.release();
 *   }
 */
export class RateLimiter {
	private readonly ban = new Ban();
	private readonly rate = new LearnedRate();
	private readonly repeated = new Set<Waiter>();
	private readonly others = new Set<Waiter>();
	private readonly watched = new WeakSet<AbortSignal>();
	private lastSent = -Infinity;
	/** When the last call was due, if its timer was only a little late; otherwise when it was sent. */
	private lastDue = -Infinity;
	/** The refusal that is not learned from yet: when the call was sent. */
	private refusedAt: number | null = null;
	private timer: { readonly at: number; readonly stop: AbortController } | null = null;

	constructor(private readonly runtime: Pick<Runtime, 'monotonic' | 'sleep'>) {
		this.lastUsed = runtime.monotonic();
	}

	/** When a permit was asked for last, in monotonic milliseconds. */
	lastUsed: number;

	/** Calls a second; `Infinity` until a call is refused. */
	get perSecond(): number {
		return this.rate.perSecond;
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
		const queues = [this.repeated, this.others];
		const now = this.runtime.monotonic();
		const banLeft = this.ban.left(now);
		for (const queue of queues) {
			for (const waiter of queue) {
				if (!waiter.signal?.aborted && banLeft <= waiter.longestWait) continue;
				queue.delete(waiter);
				waiter.resolve(unusable(banLeft));
			}
		}
		if (banLeft === 0) this.learn();
		for (const queue of queues) {
			for (const waiter of queue) {
				const at = Math.max(this.ban.endsAt, this.lastDue + this.rate.spacing);
				if (at > now) return this.wakeAt(at);
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
		const wait = Math.min(LONGEST_TIMER, at - this.runtime.monotonic());
		void this.runtime.sleep(wait, timer.stop.signal).then(() => {
			if (this.timer !== timer) return;
			this.timer = null;
			this.admit();
		});
	}

	private permit(sentAt: number): Permit {
		const { perSecond, spacing } = this.rate;
		const isHeld = sentAt - this.lastSent < spacing * 1.1;
		const call: SentCall = { sentAt, heldBy: isHeld ? perSecond : 0 };
		const { count } = this.ban;
		const due = this.lastDue + spacing;
		this.lastDue = spacing < TIMER_PRECISION && sentAt - due < TIMER_PRECISION ? due : sentAt;
		this.lastSent = sentAt;
		this.rate.sent(call);
		let isAnswered = false;
		return {
			banLeft: 0,
			succeeded: () => {
				isAnswered = true;
				this.ban.accepted(count);
				this.rate.accepted(call);
				this.admit();
			},
			refused: (wait) => {
				isAnswered = true;
				this.rate.notCounted(call);
				const isOwn = this.ban.refused(count, this.runtime.monotonic(), wait);
				if (isOwn) this.refusedAt = sentAt;
				this.admit();
				return { isOwn };
			},
			release: () => {
				if (!isAnswered) this.rate.notCounted(call);
			},
		};
	}

	/** Learns from the last refusal when its ban is over, as calls sent before it are answered by then. */
	private learn(): void {
		if (this.refusedAt === null) return;
		this.rate.refused(this.refusedAt, this.ban.inRow);
		this.refusedAt = null;
	}
}

const unusable = (banLeft: number): Permit => ({
	banLeft,
	succeeded: () => undefined,
	refused: () => ({ isOwn: false }),
	release: () => undefined,
});
