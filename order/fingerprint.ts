import { createHash } from 'node:crypto';

/** A short name for a text, in hexadecimal: equal for equal texts, and it does not show the text. */
export const fingerprint = (text: string, length = 8): string =>
	createHash('sha256').update(text).digest('hex').slice(0, length);
