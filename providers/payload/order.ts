import { isObject, single } from '../../json/value';
import { collectWarnings, fields, record, string, type RecordReader } from './read';

/**
 * A reader of whole orders, which adds their own times as the provider wrote them. Total: what cannot
 * be read is empty, with a warning.
 *
 * @param name what the payload is called in the provider's documents
 * @param times the names of the times
 */
export const orderReader = <T extends object>(
	order: RecordReader<T>,
	name: string,
	...times: readonly string[]
) => {
	const writtenTimes = record(fields(string, ...times));
	return (value: unknown) =>
		collectWarnings((warn) => {
			if (!isObject(single(value))) {
				warn('The payload is not an order; nothing could be read from it.');
			}
			const place = { owner: 'The order', warn };
			const written = Object.entries(writtenTimes(value, name, place));
			const timestamps_raw: Readonly<Record<string, string>> = Object.fromEntries(
				written.filter(([, text]) => text),
			);
			return { ...order(value, name, place), timestamps_raw };
		});
};
