import { field, text } from '../../json/read';
import type { Warn } from './amounts';

/**
 * The id in `source[name]` as text. A number that JSON readers round is no longer the id that was
 * sent: it is left out with a warning, since a wrong id is worse than none.
 */
export function identifier(source: unknown, name: string, where: string, warn: Warn): string {
	const value = field(source, name);
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return text(value);
	warn(`${where}: "${name}" has lost digits on its way and was left empty.`);
	return '';
}

/** An id for each shipment: its tracking number, else `shipment{n}`; a repeated one gets `#2`. */
export function shipmentIds(trackingNumbers: readonly string[]): readonly string[] {
	const taken = new Set<string>();
	return trackingNumbers.map((number, index) => {
		const base = number || `shipment${index + 1}`;
		let id = base;
		for (let count = 2; taken.has(id); count++) id = `${base}#${count}`;
		taken.add(id);
		return id;
	});
}
