import { field, text } from '../json/value';
import type { CredentialData } from './call';
import { invalidCredentials, type Err } from './failure';

/** Characters that are copied along unseen: line breaks, zero-width and direction marks. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/gu;

/** Text without invisible characters and without spaces around it. */
export const visibleText = (value: unknown): string => text(value).replace(INVISIBLE, '').trim();

/** A credential's field as text, `''` when it is empty. */
export const credentialField = (credentials: CredentialData, name: string): string =>
	visibleText(field(credentials, name));

/** Epoch milliseconds that were stored as number or text; 0 when there are none. */
export function storedTime(credentials: CredentialData, name: string): number {
	const number = Number(credentialField(credentials, name));
	return Number.isFinite(number) && number > 0 ? number : 0;
}

/** The rejection for a credential field that has to be filled in. */
export const missingField = (label: string, hint: string): Err =>
	invalidCredentials(`The field ${label} of the credential is empty`, `Fill in ${label}: ${hint}.`);
