import { fromEpoch } from '../../order/time';
import { text } from '../../json/read';
import { isBlank, type Warn } from './lists';

/**
 * Tuya's epoch milliseconds (number or text) as ISO 8601 in UTC. Zero and below mean "not set" and
 * give `''`; anything else that is no time gives `''` with a warning.
 */
export function time(value: unknown, place: string, warn: Warn): string {
	const iso = fromEpoch(value);
	const notSet = isBlank(value) || /^(?:0+|-\d+)$/.test(text(value));
	if (iso === '' && !notSet) warn(`${place} is not a time and was not used.`);
	return iso;
}
