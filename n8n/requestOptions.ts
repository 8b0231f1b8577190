import type { IHttpRequestOptions } from 'n8n-workflow';

import { isObject, text } from '../json/value';
import type { OutgoingRequest, RequestSignature } from '../providers/contract';

/** n8n's options, with the fields of the older helper that the HTTP Request node still uses. */
export type RequestOptions = IHttpRequestOptions & { uri?: unknown; form?: unknown };

/** The request behind either shape of n8n's options, as far as a signature covers it. */
export function outgoingRequest(options: RequestOptions): OutgoingRequest {
	const url = new URL(text(options.url) || text(options.uri), options.baseURL);
	const query: Record<string, string> = {};
	for (const [key, value] of url.searchParams) query[key] = value;
	for (const [key, value] of Object.entries(options.qs ?? {})) query[key] = plainText(value);
	const form = formFields(options);
	return {
		method: (options.method ?? 'GET').toUpperCase(),
		url,
		query,
		body: form
			? Object.fromEntries(Object.entries(form).map(([key, value]) => [key, plainText(value)]))
			: bodyText(options.body),
	};
}

function formFields(options: RequestOptions): Readonly<Record<string, unknown>> | undefined {
	const { form, body } = options;
	if (isObject(form)) return form;
	if (body instanceof URLSearchParams) return Object.fromEntries(body);
	return isFormType(options) && isObject(body) && !Buffer.isBuffer(body) ? body : undefined;
}

const isFormType = ({ headers = {} }: IHttpRequestOptions): boolean =>
	Object.entries(headers).some(
		([name, value]) =>
			name.toLowerCase() === 'content-type' && String(value).includes('x-www-form-urlencoded'),
	);

const plainText = (value: unknown): string =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : text(value);

/** The body as it will be sent: n8n's helpers write objects with `JSON.stringify`. */
function bodyText(body: unknown): string {
	if (body === undefined || body === null || body === '') return '';
	if (typeof body === 'string') return body;
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	return Object.keys(body as object).length === 0 ? '' : JSON.stringify(body);
}

/**
 * A redirect would carry the token and the signature to another host. n8n's present helper reads the
 * first of these, its older one the others.
 */
const NO_REDIRECT = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
} as const;

/** Writes the signed request back into n8n's options, whichever shape they have. */
export function applySignature(
	options: RequestOptions,
	{ origin, pathname }: URL,
	{ headers, query }: RequestSignature,
): IHttpRequestOptions {
	options.url = origin + pathname;
	if ('uri' in options) options.uri = options.url;
	delete options.baseURL;
	options.qs = { ...query };
	options.headers = { ...options.headers, ...headers };
	return Object.assign(options, NO_REDIRECT);
}
