/** Added to each ban, in milliseconds: the provider's clock and the way there vary. */
const MARGIN = 50;
/** Bounds of the wait if none is stated, and after a ban that was too short, in milliseconds. */
const LEAST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 20_000;

/** The time in which an account must not call its provider. Times are monotonic milliseconds. */
export class Ban {
	private until = -Infinity;
	private bans = 0;
	private bansInRow = 0;
	/** Doubles with each ban in a row, and is halved for the first of the next row. */
	private backOff = LEAST_BACK_OFF;

	get endsAt(): number {
		return this.until;
	}

	/** Bans so far: a call during which it rose met a ban that another call had caused. */
	get count(): number {
		return this.bans;
	}

	/** Bans since a call was last accepted. */
	get inRow(): number {
		return this.bansInRow;
	}

	/** Milliseconds until the ban ends; 0: there is none. */
	left(now: number): number {
		return Math.max(0, this.until - now);
	}

	/** A call that was sent when there had been this many bans was accepted. */
	accepted(count: number): void {
		if (count === this.bans) this.bansInRow = 0;
	}

	/**
	 * A call that was sent when there had been this many bans was refused.
	 *
	 * @param wait milliseconds that the provider asked to wait, `null` if it named no time
	 * @returns whether this call caused the ban; if not, it is the ban of another call
	 */
	refused(count: number, now: number, wait: number | null): boolean {
		const isOwn = count === this.bans;
		if (isOwn) {
			this.bans++;
			this.bansInRow++;
			this.backOff =
				this.bansInRow > 1
					? Math.min(LONGEST_BACK_OFF, this.backOff * 2)
					: Math.max(LEAST_BACK_OFF, this.backOff / 2);
		}
		const least = isOwn && (wait === null || this.bansInRow > 1) ? this.backOff : 0;
		this.until = Math.max(this.until, now + Math.max(wait ?? 0, least) + MARGIN);
		return isOwn;
	}
}
