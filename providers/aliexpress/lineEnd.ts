import { wordsOf } from '../payload/words';

/** The buyer has received the order: the only normal end. */
const RECEIVED = /^(?:buyer )?(?:accept|confirm)(?:ed)? (?:goods|receipt)(?: timeout| time out)?$/;
const DONE = /\b(?:finish(?:ed)?|success|successful|completed?)\b/;
/** Words that turn "finish" or "success" into an end that is not normal. */
const NOT_DONE =
	/\b(?:not|no|non|never|without|cancel\w*|clos\w*|refund\w*|unpaid|risk|fraud|\w*stock|issues?|disput\w*|return\w*|arbitrat\w*|time ?out|(?:reject|fail|refus)\w*)\b/;

/** Patterns of other ends, in the words of AliExpress's `end_reason`; the first match counts. */
const REASONS: readonly (readonly [RegExp, string])[] = [
	[
		/\b(?:unpaid|not ?pa(?:y|id)|pay(?:ment|amount)?(?:\b.*\b| ?)(?:time ?out|not|expired?|overdue|late|un(?:success|finish|complet)\w*|(?:reject|fail|refus)\w*))\b/,
		'payment_timeout',
	],
	[
		/\b(?:no|not|never|without|lack of|missing|overdue|reject\w*|fail\w*|refus\w*)(?: \w+){0,3} pay(?:ment|amount)?\b/,
		'payment_timeout',
	],
	[/\b(?:risk|security|fraud|suspicious)/, 'risk'],
	[/stock/, 'out_of_stock'],
	[/\bbuyers?\b/, 'buyer'],
	[/\b(?:sellers?|suppliers?|send goods)\b/, 'seller'],
	[/\b(?:cancel|clos(?:e|ing)|issue|disput|refund|arbitrat)/, 'other'],
	[/\breject/, 'payment_timeout'],
];

function reasonOf(words: string): string | undefined {
	if (RECEIVED.test(words) || (DONE.test(words) && !NOT_DONE.test(words))) return '';
	return REASONS.find(([pattern]) => pattern.test(words))?.[1];
}

/** Money that went back, or is likely to, after the goods were sent. */
const REFUND = /\b(?:issues?|disput\w*|refund\w*|returns?|returned|arbitrat\w*)\b/;

export interface LineEnd {
	/** `''` for a normal end or none, `unknown` for words that fit no pattern. */
	readonly cancel_reason: string;
	readonly isReceived: boolean;
	/** A dispute or a refund ended it, which happens after shipping only. */
	readonly isRefund: boolean;
}

/** Reads `end_reason` or, if its words are not known, `end_reason_desc`. */
export function lineEnd(...reasons: readonly string[]): LineEnd {
	const stated = reasons.filter((reason) => reason !== '').map(wordsOf);
	const known = stated.find((words) => reasonOf(words) !== undefined);
	const decisive = known ?? '';
	return {
		cancel_reason: reasonOf(decisive) ?? (stated.length > 0 ? 'unknown' : ''),
		isReceived: RECEIVED.test(decisive),
		isRefund: stated.some((words) => REFUND.test(words)) && !RECEIVED.test(decisive),
	};
}
