import { createHash } from 'node:crypto';

/** A short name for a text: equal for equal texts, and it does not show the text. */
export const fingerprint = (
	text: string,
	length = 8,
	encoding: 'hex' | 'base64url' = 'hex',
): string => createHash('sha256').update(text).digest(encoding).slice(0, length);
