import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { flag, isBlank, text } from '../../json/value';
import { shorten } from '../../order/text';
import type { OptionValues } from '../../providers/call';
import { invalidParameter, ok, type Result } from '../../providers/failure';

/**
 * Reads options by their descriptions: unset ones get their default, and numbers are kept within their
 * bounds.
 */
export function readOptions(
	values: IDataObject,
	descriptions: readonly INodeProperties[],
): Result<OptionValues> {
	const options: Record<string, string | number | boolean> = {};
	for (const description of descriptions) {
		if (description.type === 'fixedCollection') continue;
		const value = values[description.name];
		const read = isBlank(value) ? (description.default as string) : readOption(value, description);
		if (read === null) {
			const { displayName, type } = description;
			return invalidParameter(
				`The option ${displayName} has the invalid value "${shorten(text(value) || JSON.stringify(value))}"`,
				`Set the option ${displayName} to ${type === 'boolean' ? 'true or false' : 'a number'}, or check that its expression gives one.`,
			);
		}
		options[description.name] = read;
	}
	return ok(options);
}

function readOption(value: unknown, { type, typeOptions }: INodeProperties) {
	if (type === 'boolean') return flag(value);
	if (type !== 'number') return text(value);
	const written = text(value);
	const number = Math.round(Number(written));
	if (written === '' || !Number.isFinite(number)) return null;
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions ?? {};
	return Math.min(maxValue, Math.max(minValue, number));
}
