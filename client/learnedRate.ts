const SECOND = 1000;
/** Calls sent within this many milliseconds may reach the provider in another order. */
const TOGETHER = 20;
/** How long calls are remembered, in milliseconds: a second plus the time until a refusal arrives. */
const REMEMBERED = 10_000;
/** The lowest rate, in calls per second. */
const SLOWEST = 0.1;

/** After this many accepted calls, a refusal is not taken for the first sign of a limit. */
const MANY = 40;
/** How many accepted calls outweigh a refused one. */
const OUTWEIGH = 25;
/** More refusals than this, if not outweighed by accepted calls, mean that there is a limit. */
const LIMIT = 2;
const MOST_REFUSALS = 3;
/** After a rate has held back this many calls, twice the rate is tried; doubles when that try is refused. */
const PATIENCE = 40;
const LONGEST_PATIENCE = 3200;
/** After this many accepted calls, a rate that is being tried counts as proven. */
const PROOF = 10;

/** A call, the rate when it was sent, and whether it had to wait for that rate. */
export interface SentCall {
	/** Monotonic milliseconds. */
	readonly sentAt: number;
	readonly rate: number;
	readonly isHeld: boolean;
}

/**
 * The calls per second that an account may make, learned from refusals. One refusal among many accepted calls
 * is an accident and teaches nothing. Otherwise the limit is the number of calls accepted in the second
 * before; a single accepted call proves little, because the provider may require a gap between calls. A rate
 * that has worked for a while is doubled until a call is refused again.
 */
export class LearnedRate {
	/** Calls a second; `Infinity`: no limit is known. */
	perSecond = Infinity;
	/** The highest rate that worked. */
	private proven = Infinity;
	private patience = PATIENCE;
	private proof = PROOF;
	/** Calls accepted at the present rate, and those of them that it held back. */
	private tried = 0;
	private held = 0;
	/** Calls accepted since the last ban. */
	private accepted = 0;
	/** Refused calls that are not outweighed by accepted ones. */
	private refusals = 0;
	/** When a refused call was sent, until its refusal has been learned from. */
	private refusedAt: number | null = null;
	/** True if that refusal may be the first of a limit. */
	private isFirst = false;
	/** Calls that were accepted or have no answer yet, oldest first. */
	private readonly counted = new Set<SentCall>();

	sent(call: SentCall): void {
		this.counted.add(call);
		for (const oldest of this.counted) {
			if (oldest.sentAt > call.sentAt - REMEMBERED) break;
			this.counted.delete(oldest);
		}
	}

	/** The provider did not count this call, because it never arrived. */
	notCounted(call: SentCall): void {
		this.counted.delete(call);
	}

	succeeded({ sentAt, rate, isHeld }: SentCall): void {
		this.accepted++;
		// A later call was accepted, so the refusal concerned one call alone.
		if (this.refusedAt !== null && sentAt > this.refusedAt + TOGETHER) this.isFirst = false;
		this.refusals = Math.max(0, this.refusals - 1 / OUTWEIGH);
		if (rate !== this.perSecond) return;
		this.tried++;
		if (isHeld) this.held++;
		// Below two calls per second, proving a rate would take too long.
		const enough = this.isTry ? (rate < 2 ? 1 : this.proof) : this.patience;
		if (this.held < enough * Math.min(1, rate)) return;
		if (this.isTry) this.patience = PATIENCE;
		this.change(rate, rate + this.proven);
	}

	/** @param isOwn false when another refusal had caused the ban */
	refused(call: SentCall, isOwn: boolean): void {
		this.counted.delete(call);
		if (isOwn) {
			this.refusedAt = call.sentAt;
			this.isFirst = this.refusals === 0 && this.accepted < MANY;
		}
		this.refusals = Math.min(MOST_REFUSALS, this.refusals + 1);
	}

	/**
	 * Learns from a refusal once its ban is over, because all calls that were under way have been answered by
	 * then.
	 */
	learn(): void {
		const { perSecond, proven, refusedAt } = this;
		if (refusedAt === null) return;
		this.refusedAt = null;
		this.accepted = 0;
		if (this.isTry && this.tried < PROOF) {
			this.patience = Math.min(LONGEST_PATIENCE, 2 * this.patience);
			this.proof = PROOF;
			this.change(proven, proven);
		} else if (perSecond === Infinity && (this.isFirst || this.refusals > LIMIT)) {
			const calls = this.callsBefore(refusedAt);
			this.proof = calls <= 1 ? 1 : PROOF;
			this.change(Math.max(1, calls), Math.max(2, calls));
		} else if (this.refusals > LIMIT) {
			this.patience = PROOF;
			const calls = this.callsBefore(refusedAt);
			const lower = Math.min(perSecond, Math.max(SLOWEST, perSecond / 2, calls));
			this.change(lower, lower);
		}
	}

	private get isTry(): boolean {
		return this.perSecond > this.proven;
	}

	private change(proven: number, rate: number): void {
		this.proven = proven;
		this.perSecond = rate;
		this.tried = 0;
		this.held = 0;
	}

	private callsBefore(refusedAt: number): number {
		let calls = 0;
		for (const { sentAt } of this.counted) {
			if (sentAt > refusedAt - SECOND && sentAt <= refusedAt + TOGETHER) calls++;
		}
		return calls;
	}
}
