/** `end_reason` of a line by pattern, the first that fits; `''` is a normal end. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
	[/accept|confirm|finish|success/i, ''],
	[/pay.*time.?out|unpaid/i, 'payment_timeout'],
	[/buyer/i, 'buyer'],
	[/seller|supplier/i, 'seller'],
	[/risk|security|fraud/i, 'risk'],
	[/stock/i, 'out_of_stock'],
	[/cancel|close/i, 'other'],
];

/** Reasons are short; a cut keeps the patterns quick on anything else. */
const LONGEST = 200;

/**
 * The `cancel_reason` in `end_reason` or, where that tells nothing, in `end_reason_desc`: `''` for a
 * normal end or none, `unknown` for words that no pattern knows.
 */
export function cancelReason(...reasons: readonly string[]): string {
	const told = reasons.filter((reason) => reason !== '');
	for (const reason of told) {
		const match = PATTERNS.find(([pattern]) => pattern.test(reason.slice(0, LONGEST)));
		if (match) return match[1];
	}
	return told.length > 0 ? 'unknown' : '';
}

/** True when a line with this `cancel_reason` is canceled whatever its order says. */
export const isCanceled = (reason: string): boolean => reason !== '' && reason !== 'unknown';
