import type { FoundOrders } from '../../client/search';

/** Sentences about what a search could not return, with advice about missing orders and too long lists. */
export function searchHints(
	provider: string,
	{ unreadable, missing, isComplete, list }: Omit<FoundOrders<unknown>, 'orders' | 'failure'>,
	advice: Readonly<Record<'missing' | 'tooLong', string>>,
): readonly string[] {
	const minutes = Math.round((list?.waited ?? 0) / 60_000);
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
		[
			list?.isRepeating === true,
			`${provider} gave the same orders again, and the rest of the list was left out. ${advice.missing}`,
		],
		[
			minutes >= 1,
			`The search waited ${minutes === 1 ? '1 minute' : `${minutes} minutes`}, as ${provider} limits how often its list may be read. ${advice.tooLong}`,
		],
	];
	return hints.filter(([applies]) => applies).map(([, hint]) => hint);
}
