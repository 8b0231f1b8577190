import { unrecognized, type Warn } from './read';

/** Statuses and reasons are short; a cut keeps patterns quick on anything else. */
const LONGEST = 200;

/** `SELLER_SEND-goodsTimeout` → `seller send goods timeout`. */
export const wordsOf = (text: string): string =>
	text
		.slice(0, LONGEST)
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

const ENDED = /\b(?:cancel(?:l?ed|l?ation)?|closed?)\b/;
/** A cancellation that is only asked for, under way, or refused. */
const NOT_YET =
	/\b(?:not|no|in|to|before|wait\w*|pending|request\w*|appl\w+|process\w*|reject\w*|fail\w*|refus\w*|refund\w*|disput\w*|issues?|returns?)\b/;

/** True for a status that says "canceled" or "closed" in any spelling: no provider documents them all. */
export function saysCanceled(status: string): boolean {
	const words = wordsOf(status);
	return ENDED.test(words) && !NOT_YET.test(words);
}

/**
 * A reader of statuses in any case. One that the table does not have is `none`, with a warning, or
 * `canceled` where it says so.
 */
export function statusReader<T>(
	table: ReadonlyMap<string, T>,
	name: string,
	none: T,
	canceled?: T,
): (status: string, owner: string, warn: Warn) => T {
	const meanings = new Map([...table].map(([status, meaning]) => [status.toLowerCase(), meaning]));
	return (status, owner, warn) => {
		const found = meanings.get(status.toLowerCase());
		const meaning = found ?? (saysCanceled(status) ? canceled : undefined);
		if (meaning === undefined && status !== '') unrecognized(status, name, { owner, warn });
		return meaning ?? none;
	};
}
