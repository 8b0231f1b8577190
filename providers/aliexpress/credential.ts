import type { CredentialRules } from '../contract';
import { invalidParameter, ok, type Err } from '../failure';
import { signedParameters } from './request';
import { readCredentials, session } from './session';

/**
 * Signs any call of the business gateway (`/sync`) or the system gateway (`/rest/…`), its query and form
 * alike.
 */
export const credential: CredentialRules = {
	displayName: 'AliExpress',
	read: readCredentials,
	session,
	signRequest: ({ url, query, body, form }, credentials, context) => {
		if (form === null && body.length > 0) return notAForm;
		const fields = form ?? {};
		const both = Object.keys(fields).find((key) => Object.hasOwn(query, key));
		if (both !== undefined) return sentTwice(both);
		const own = { ...query, ...fields };
		const all = signedParameters(credentials, apiPath(url, credentials.baseUrl), own, context);
		const entries = Object.entries(all);
		const part = (isField: boolean) =>
			Object.fromEntries(entries.filter(([key]) => Object.hasOwn(fields, key) === isField));
		return ok({ headers: {}, query: part(false), form: part(true) });
	},
};

/** The path after `/rest`, which is signed; what the address in the credential adds to it is not. */
function apiPath({ origin, pathname }: URL, baseUrl: string): string {
	const address = origin + pathname;
	const own = address.startsWith(`${baseUrl}/`) ? address.slice(baseUrl.length) : pathname;
	return /\/rest(\/.*)$/.exec(own)?.[1] ?? '';
}

const notAForm = invalidParameter(
	'AliExpress takes parameters as a form; this body is not a form',
	'Set Body Content Type to Form Urlencoded, or send the values as query parameters.',
);

const sentTwice = (key: string): Err =>
	invalidParameter(
		`The parameter "${key}" is in the query and the form`,
		'AliExpress takes each parameter once. Remove it from one of Query Parameters and Body Parameters.',
	);
