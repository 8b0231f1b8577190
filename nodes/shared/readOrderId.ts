import { text } from '../../json/value';
import { shorten } from '../../order/text';
import { visibleText } from '../../providers/credentialField';
import { invalidParameter, ok, type Result } from '../../providers/failure';

const FORMAT_AS_TEXT =
	'Spreadsheets and JSON keep about 15 digits of a number. Format the column of the Order ID as plain text, and enter the id again.';

/**
 * The order id without spaces and invisible characters. A number that has lost digits is refused: it would
 * be another order's id.
 */
export function readOrderId(value: unknown): Result<string> {
	if (typeof value === 'object' && value !== null) {
		return invalidParameter(
			'The Order ID is a list or an object, not one value',
			'Check the expression in the field Order ID. For several orders use one item for each, for example with the Split Out node.',
		);
	}
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		const message = `The Order ID arrived as the number ${value} and has lost digits`;
		return invalidParameter(message, FORMAT_AS_TEXT);
	}
	const lines = text(value).split(/[\r\n]+/);
	const ids = lines.map((line) => visibleText(line).replace(/\s/g, '')).filter(Boolean);
	// Two ids under each other are not one: the line break is refused later.
	const id = ids.join('\n');
	const number = /^(\d+)\.0+$/.exec(id)?.[1];
	const isUnsafe = number !== undefined && !Number.isSafeInteger(Number(number));
	if (isUnsafe || /^\d(?:[.,]\d*)?e[+]?\d+$/i.test(id)) {
		const message = `The Order ID "${shorten(id)}" is a rounded number and has lost digits`;
		return invalidParameter(message, FORMAT_AS_TEXT);
	}
	return ok(number ?? (typeof value === 'number' ? text(value) : id));
}
