import { isObject } from '../../json/value';
import type { RememberedPoll } from '../../n8n/processState';
import { fingerprint } from '../../order/fingerprint';

type Unstored = Pick<RememberedPoll, 'stored' | 'after'>;

const printOf = (data: unknown): string => fingerprint(JSON.stringify(data) ?? '', 64);

/**
 * What the trigger remembers: what n8n has stored, or the memory of the last poll if n8n has stored nothing
 * since. n8n's scheduler without cursors does not store the memory of a poll that starts nothing.
 *
 * @param data n8n's static data of the node; anything may be stored there
 */
export const recall = (data: unknown, last: Unstored | undefined): unknown =>
	last?.after && last.stored === printOf(data) ? last.after : data;

/**
 * Hands what a poll remembers to n8n, in one assignment and only if it has changed. n8n may drop the items of
 * a poll, and what it remembered with them: until n8n has stored it, this process keeps the earlier memory,
 * so that the next poll returns the same items again.
 *
 * @param data n8n's static data of the node, which is changed
 */
export function remember(
	data: unknown,
	last: Unstored | undefined,
	after: object,
	isEmitting: boolean,
): Unstored {
	const stored = printOf(data);
	// Only an object can store anything. Otherwise only this process knows what was reported.
	if (!isObject(data)) return { stored, after };
	const before = recall(data, last);
	const isSame = JSON.stringify({ ...data, ...after }) === JSON.stringify(data);
	if (!isSame) Object.assign(data, after);
	const known = isEmitting ? before : after;
	return { stored, after: isSame || known === data || !isObject(known) ? null : known };
}
