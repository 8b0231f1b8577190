import type { Shipment, ShipmentStatus } from './order';

/** What the words for a parcel's state mean; the first that fits, since one text can have several. */
const STATES: ReadonlyArray<readonly [RegExp, ShipmentStatus]> = [
	[/\b(?:return(?:ed|ing)?|refus\w*|reject\w*|undeliver\w*|lost|destroyed)\b/, 'undeliverable'],
	[/\b(?:fail\w*|unsuccessful|(?:not|unable to)(?: be)? deliver\w*)\b/, 'undeliverable'],
	[/\bcancel/, 'canceled'],
	[
		/\b(?:received|picked up|collected|signed)\b.*\bby\b.*\b(?:buyer|customer|recipient)\b/,
		'delivered',
	],
	[/\bdelivered to (?!(?:the )?(?:buyer|customer|recipient|address|door)|you\b)/, 'in_transit'],
	[/\b(?:out for|awaiting|attempt\w*|start\w*) delivery\b|\bto be delivered\b/, 'in_transit'],
	[/\b(?:delivered|signed|delivery (?:success\w*|complete\w*))\b/, 'delivered'],
	[/\b(?:transit|arriv\w*|depart\w*|left|customs|clearance|sort\w*|flight|update)\b/, 'in_transit'],
	[/\b(?:hub|facility|line ?haul|forwarded|processed|delivery)\b/, 'in_transit'],
	[/\b(?:label|picking|packing|packed|pending|created|wait\w*|await\w*|prepar\w*)\b/, 'pending'],
	[/\b(?:information|notified|announced|not yet)\b/, 'pending'],
	[
		/\b(?:collected|picked up|pickup|accept\w*|received|handed|dispatched|shipped|sent)\b/,
		'shipped',
	],
];

/** Longer texts are no states; a cut keeps the patterns quick on anything. */
const LONGEST = 200;

/** The state in a carrier's or provider's words, `null` for words that the table does not know. */
export function shipmentState(words: string): ShipmentStatus | null {
	const text = words
		.slice(0, LONGEST)
		.toLowerCase()
		.replaceAll(/[_\-\s]+/g, ' ');
	return STATES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** By the first words that say a state; else `shipped` if a number or a time shows that it left. */
export const shipmentStatus = (
	words: readonly string[],
	{ tracking_number, shipped_at }: Pick<Shipment, 'tracking_number' | 'shipped_at'>,
): ShipmentStatus =>
	words.map(shipmentState).find((state) => state !== null) ??
	(tracking_number !== '' || shipped_at !== null ? 'shipped' : 'unknown');
