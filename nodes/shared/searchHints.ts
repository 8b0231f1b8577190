import type { FoundOrders } from '../../client/search';

/**
 * Sentences about what a search could not return.
 *
 * @param advice what to do about orders that are missing, and about a list that is too long
 */
export function searchHints(
	provider: string,
	{ unreadable, missing, isComplete }: Omit<FoundOrders<unknown>, 'orders' | 'failure'>,
	advice: Readonly<Record<'missing' | 'tooLong', string>>,
): readonly string[] {
	const hints: Array<readonly [boolean, string]> = [
		[
			unreadable > 0,
			unreadable === 1
				? '1 entry of the list has no order id and was left out.'
				: `${unreadable} entries of the list have no order id and were left out.`,
		],
		[
			missing > 0,
			`${provider} reports ${missing.toLocaleString('en')} more ${missing === 1 ? 'order' : 'orders'} than it lists. ${advice.missing}`,
		],
		[
			!isComplete,
			`The list has more than 1,000 pages, and the rest was left out. ${advice.tooLong}`,
		],
	];
	return hints.filter(([applies]) => applies).map(([, hint]) => hint);
}
