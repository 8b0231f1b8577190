export interface AcquireOptions {
	/** True for a retry, which goes before first attempts. */
	readonly goesFirst?: boolean;
	/** Milliseconds of a ban to wait for; default any. */
	readonly longestWait?: number;
	readonly signal?: AbortSignal;
}

/** The right to make one call. */
export interface Permit {
	/** If above 0, make no call: a ban longer than `longestWait` ends in so many milliseconds. */
	readonly banLeft: number;
	/** The provider answered, and did not refuse the call for its rate: also when there is no order. */
	succeeded(): void;
	/**
	 * The provider refused the call for its rate: no call of the account is made until the ban ends.
	 *
	 * @param wait milliseconds that the provider asked to wait, `null` if it named no time
	 * @returns `isOwn`: false if another call had caused the ban while this one was under way; such a
	 * refusal must not count as one of the order's retries
	 */
	refused(wait: number | null): { readonly isOwn: boolean };
	/** Ends the call; once, in any case, after `succeeded` or `refused` if there was an answer. */
	release(): void;
}

/** For a call that is not to be made. */
export const unusable = (banLeft: number): Permit => ({
	banLeft,
	succeeded: () => undefined,
	refused: () => ({ isOwn: false }),
	release: () => undefined,
});
