/** The buyer has received the order: the only normal end. */
const RECEIVED = /^(?:buyer )?(?:accept|confirm)(?:ed)? (?:goods|receipt)(?: timeout| time out)?$/;
const DONE = /\b(?:finish(?:ed)?|success|successful|completed?)\b/;
/** Words that turn "finish" or "success" into an end that is not normal. */
const NOT_DONE =
	/\b(?:not|no|non|never|without|cancel\w*|clos\w*|refund\w*|unpaid|risk|fraud|\w*stock|issue|time ?out|(?:reject|fail|refus)\w*)\b/;

/** Other ends, the first that fits; words as AliExpress writes them in `end_reason`. */
const REASONS: readonly (readonly [RegExp, string])[] = [
	[
		/\b(?:unpaid|not ?pa(?:y|id)|pay(?:ment|amount)?(?:\b.*\b| ?)(?:time ?out|not|un(?:success|finish|complet)\w*|(?:reject|fail|refus)\w*))\b/,
		'payment_timeout',
	],
	[/\b(?:not|reject\w*|fail\w*|refus\w*) pay(?:ment|amount)?\b/, 'payment_timeout'],
	[/\b(?:risk|security|fraud|suspicious)/, 'risk'],
	[/stock/, 'out_of_stock'],
	[/\bbuyers?\b/, 'buyer'],
	[/\b(?:sellers?|suppliers?|send goods)\b/, 'seller'],
	[/\b(?:cancel|clos(?:e|ing)|issue)/, 'other'],
	[/\breject/, 'payment_timeout'],
];

/** Reasons are short; a cut keeps the patterns quick on anything else. */
const LONGEST = 200;

/** `SELLER_SEND-goodsTimeout` → `seller send goods timeout`. */
const wordsOf = (reason: string): string =>
	reason
		.slice(0, LONGEST)
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

function reasonOf(words: string): string | undefined {
	if (RECEIVED.test(words) || (DONE.test(words) && !NOT_DONE.test(words))) return '';
	return REASONS.find(([pattern]) => pattern.test(words))?.[1];
}

/**
 * The `cancel_reason` in `end_reason` or, where that says nothing known, in `end_reason_desc`: `''`
 * for a normal end or none, `unknown` for words that fit no pattern.
 */
export function cancelReason(...reasons: readonly string[]): string {
	const stated = reasons.filter((reason) => reason !== '');
	const known = stated.map((reason) => reasonOf(wordsOf(reason))).find((it) => it !== undefined);
	return known ?? (stated.length > 0 ? 'unknown' : '');
}
