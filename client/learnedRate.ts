const SECOND = 1000;
/** Calls sent within this many milliseconds may reach the provider in another order. */
const TOGETHER = 20;
/** Milliseconds for which calls are remembered: a second, and the time until a refusal arrives. */
const REMEMBERED = 10_000;
/** Calls are spaced wider than the rate demands, as they do not all take equally long to arrive. */
const MARGIN = 1.05;

/** Calls a second below which no rate falls. */
const SLOWEST = 0.1;

/**
 * After so many successes at a rate, fewer below one a second, it is raised by this share; the share
 * doubles with each raise.
 */
const PATIENCE = 200;
const RAISE = 0.05;
const LARGEST_RAISE = 1;
/** Patience doubles, up to this, when a raised rate was refused. */
const LONGEST_PATIENCE = 3200;

/** A refusal lowers the rate by this share; the share doubles when the last refusal is this close. */
const CUT = 0.1;
const LARGEST_CUT = 0.5;
const CLOSE = 20;

/** A call as the rate sees it. */
export interface SentCall {
	/** Monotonic milliseconds. */
	readonly sentAt: number;
	/** The rate that this call had to wait for, so that its success speaks for that rate; 0: none. */
	readonly heldBy: number;
}

/**
 * The number of calls a second that an account may make, as the provider's refusals teach it.
 *
 * Unlimited until the first refusal; then the number of calls that were accepted in the second before
 * it. A single one proves little, as the provider may demand a gap between calls: the rate then rises
 * with each success (2, 3, 5, 8 …) until it is refused once more. A refusal of a raised rate leads back
 * to the one that worked, any other lowers it. After a long success it is raised carefully, because the
 * limit may have been lifted.
 */
export class LearnedRate {
	private current = Infinity;
	/** The highest rate that worked. */
	private proven = Infinity;
	private isProbing = false;
	/** Successes that speak for the current rate. */
	private successes = 0;
	private patience = PATIENCE;
	private raise = RAISE;
	private cut = 0;
	private acceptedSinceRefusal = 0;
	/** Calls that were accepted or have no answer yet, oldest first. */
	private readonly counted = new Set<SentCall>();

	/** Calls a second; `Infinity`: no limit is known. */
	get perSecond(): number {
		return this.current;
	}

	/** Milliseconds between two calls. */
	get spacing(): number {
		return (SECOND / this.current) * MARGIN;
	}

	sent(call: SentCall): void {
		this.counted.add(call);
		for (const oldest of this.counted) {
			if (oldest.sentAt > call.sentAt - REMEMBERED) break;
			this.counted.delete(oldest);
		}
	}

	/** The provider did not count this call, because it was refused or never arrived. */
	notCounted(call: SentCall): void {
		this.counted.delete(call);
	}

	accepted({ heldBy }: SentCall): void {
		this.acceptedSinceRefusal++;
		const needed = this.isProbing ? 1 : this.patience * Math.min(1, this.current);
		if (heldBy !== this.current || ++this.successes < needed) return;
		const raised = this.current + (this.isProbing ? this.proven : this.current * this.raise);
		if (!this.isProbing) {
			this.raise = Math.min(LARGEST_RAISE, this.raise * 2);
			this.patience = PATIENCE;
		}
		this.proven = this.current;
		this.current = raised;
		this.successes = 0;
	}

	/**
	 * Learns from a refusal, best when the calls that were under way at the time are answered.
	 *
	 * @param refusedAt when the refused call was sent
	 * @param inRow refusals since a call was last accepted, this one included
	 */
	refused(refusedAt: number, inRow: number): void {
		if (this.current === Infinity) this.measure(refusedAt);
		else if (this.current > this.proven) this.returnToProven();
		else if (inRow === 1) this.lower();
		else if (inRow > 2) this.slowDown();
		this.successes = 0;
		this.acceptedSinceRefusal = 0;
	}

	/** The first call after a ban was refused: maybe even a ban is too short a gap. */
	private slowDown(): void {
		if (this.current > 1) return;
		this.current = this.proven = Math.max(SLOWEST, this.current / 2);
		this.isProbing = true;
	}

	private measure(refusedAt: number): void {
		let calls = 0;
		for (const { sentAt } of this.counted) {
			if (sentAt > refusedAt - SECOND && sentAt <= refusedAt + TOGETHER) calls++;
		}
		this.isProbing = calls <= 1;
		this.proven = Math.max(1, calls);
		this.current = this.isProbing ? 2 : calls;
	}

	private returnToProven(): void {
		if (!this.isProbing) this.patience = Math.min(LONGEST_PATIENCE, this.patience * 2);
		this.isProbing = false;
		this.raise = RAISE;
		this.current = this.proven;
	}

	private lower(): void {
		const isClose = this.cut > 0 && this.acceptedSinceRefusal < CLOSE;
		this.cut = isClose ? Math.min(LARGEST_CUT, this.cut * 2) : CUT;
		const lowered = Math.max(SLOWEST, this.current * (1 - this.cut));
		// Limits are whole numbers, so a second cut goes down to one.
		this.current = isClose && lowered > 1 ? Math.floor(lowered) : lowered;
		this.proven = this.current;
		this.raise = RAISE;
	}
}
