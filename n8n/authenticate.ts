import { addAbortSignal, Readable } from 'node:stream';

import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { retryAfter } from '../http/client';
import { faultOf } from '../http/fault';
import { parseJson } from '../json/parse';
import { MAX_ANSWER_BYTES } from '../http/pool';
import { world } from '../http/runtime';
import { text } from '../json/read';
import { clockOffset, learnClock } from '../providers/clockSkew';
import { fail, failure, succeed } from '../providers/failure';
import type {
	Account,
	CredentialData,
	Outcome,
	Reply,
	SignedRequest,
	Stamp,
} from '../providers/contract';
import { redactFailure } from '../providers/redact';
import {
	isUsedUp,
	RENEW_HEADER,
	SessionError,
	SessionReady,
	StaleSession,
	type SessionRules,
	type SessionUpdate,
} from './renewSignal';
import { transportFailure } from '../providers/transportFailure';

/** A request that somebody else makes with the credential, as far as a signature needs to know it. */
export interface ForeignRequest {
	readonly method: string;
	readonly url: URL;
	/** From the URL and the options together. */
	readonly query: Readonly<Record<string, string>>;
	/** Text as it is sent, the fields of a form, or nothing. */
	readonly body: string | Readonly<Record<string, string>>;
}

/** What signing adds: to the headers, and to the query in whole. */
export interface Signed {
	readonly headers: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
}

/** What makes an n8n credential of a provider. */
export interface CredentialRules {
	readonly displayName: string;
	readonly session: SessionRules;
	readonly account: (credentials: CredentialData) => Outcome<Account>;
	readonly signForeign: (request: ForeignRequest, account: Account, stamp: Stamp) => Signed;
}

const stampFor = (baseUrl: string): Stamp => ({
	now: world.now() + clockOffset(baseUrl),
	nonce: world.nonce(),
});

function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw new SessionError(outcome.failure);
}

/**
 * Renewals of this process, under way and lately done: what can be used once is used once. A form
 * that is saved again with its used code, or a read that was slower than a renewal, gets the same
 * session instead of a refusal.
 */
const renewals = new Map<
	string,
	{ readonly at: number; readonly outcome: Promise<Outcome<SessionUpdate>> }
>();
const REMEMBERED = 10 * 60_000;

export const forgetRenewals = (): void => renewals.clear();

/**
 * n8n's `preAuthentication`: `{}` (nothing is stored) while the session is fresh, else the renewed
 * session, which n8n stores. Throws a SessionError.
 */
export async function preAuthentication(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
): Promise<SessionUpdate | Record<string, never>> {
	const { session } = rules;
	if (!valueOf(session.needsRenewal(credentials, world.now()))) return {};
	const outcome = await renewOnce(rules, helpers, credentials);
	const spare = session.spare(credentials);
	return spare !== null && !outcome.ok && isUsedUp(outcome.failure)
		? await preAuthentication(rules, helpers, spare)
		: { ...valueOf(outcome) };
}

/** The renewal that is under way, or was made lately with the same code or token; else a new one. */
async function renewOnce(
	rules: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
): Promise<Outcome<SessionUpdate>> {
	const { session, account, displayName } = rules;
	const read = account(credentials);
	if (!read.ok) return read;
	const { baseUrl, key, secret } = read.value;
	const now = world.now();
	const singleUse = session.singleUse(credentials);
	const id = [displayName, baseUrl, key, secret, singleUse].join('\n');
	for (const [old, { at }] of renewals) if (now - at > REMEMBERED) renewals.delete(old);
	const known = renewals.get(id);
	if (known) return await known.outcome;
	const outcome = renew(rules, helpers, credentials, read.value);
	renewals.set(id, { at: now, outcome });
	let keep = false;
	try {
		const renewed = await outcome;
		// A refusal is remembered where there is something else to go on with; what was not used up can
		// be used again.
		keep = renewed.ok
			? singleUse !== '' && !Object.values(renewed.value).includes(singleUse)
			: isUsedUp(renewed.failure) && session.spare(credentials) !== null;
		return renewed;
	} finally {
		if (!keep) renewals.delete(id);
	}
}

async function renew(
	{ session, displayName }: CredentialRules,
	helpers: IHttpRequestHelper['helpers'],
	credentials: CredentialData,
	{ baseUrl, secrets }: Account,
): Promise<Outcome<SessionUpdate>> {
	for (let corrected = false; ; corrected = true) {
		const request = session.request(credentials, stampFor(baseUrl));
		if (!request.ok) return request;
		const reply = await send(displayName, helpers, request.value);
		if (!reply.ok) return reply;
		const outcome = session.update(reply.value, credentials, world.now());
		if (outcome.ok) return outcome;
		const { serverTime } = outcome.failure;
		if (serverTime === null || corrected) return fail(redactFailure(outcome.failure, secrets));
		learnClock(baseUrl, serverTime, world.now());
	}
}

/** Milliseconds that a renewal may take, from connecting to the last byte. */
const RENEWAL_TIMEOUT = 30_000;

/**
 * Sends a renewal through n8n's own helper, which is all that a credential has. The helper bounds
 * neither the size of an answer nor the time it may trickle in, so the body is read here.
 */
async function send(
	displayName: string,
	helpers: IHttpRequestHelper['helpers'],
	request: SignedRequest,
): Promise<Outcome<Reply>> {
	const deadline = world.deadline(RENEWAL_TIMEOUT);
	try {
		const { statusCode, headers, body } = (await helpers.httpRequest({
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			...(request.body ? { body: request.body } : {}),
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: RENEWAL_TIMEOUT,
			abortSignal: deadline,
		})) as { statusCode: number; headers?: Record<string, string>; body: unknown };
		const content = body instanceof Readable ? await contentOf(body, deadline) : text(body);
		if (content === null) return fail(transportFailure('too_large', displayName, request.url));
		return succeed({
			status: statusCode,
			retryAfter: retryAfter(headers?.['retry-after'], world.now()),
			body: parseJson(content),
		});
	} catch (exception) {
		const fault = deadline.aborted ? 'timeout' : faultOf(exception);
		return fail(transportFailure(fault, displayName, request.url));
	}
}

/** The text of a body, `null` when it is too large. */
async function contentOf(body: Readable, deadline: AbortSignal): Promise<string | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of addAbortSignal(deadline, body)) {
		const bytes = Buffer.from(chunk as Uint8Array);
		size += bytes.length;
		if (size > MAX_ANSWER_BYTES) return null;
		chunks.push(bytes);
	}
	return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * n8n's `authenticate`: signs any request to the provider, overwriting an earlier signature. A
 * request that names a stale session in `RENEW_HEADER` is not signed but answered (see session.ts).
 * Throws a SessionError for a request to any host but the credential's.
 */
export function authenticate(
	rules: CredentialRules,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const stale = options.headers?.[RENEW_HEADER];
	if (typeof stale === 'string') {
		if (stale === '' || stale !== credentials.accessToken) throw new SessionReady();
		credentials.accessToken = '';
		throw new StaleSession();
	}
	const account = valueOf(rules.account(credentials));
	const request = foreignRequest(options);
	if (request.url.origin !== new URL(account.baseUrl).origin) {
		throw new SessionError(
			failure(
				'refused',
				`The URL is not on ${new URL(account.baseUrl).host}, the address of this ${rules.displayName} credential`,
				'Signed requests go to the credential’s own address alone. Change the field URL, or the Base URL (Data Center for Tuya) of the credential.',
			),
		);
	}
	const { headers, query } = rules.signForeign(request, account, stampFor(account.baseUrl));
	const { origin, pathname } = request.url;
	options.url = origin + pathname;
	if ('uri' in options) options.uri = options.url;
	delete options.baseURL;
	options.qs = { ...query };
	options.headers = { ...options.headers, ...headers };
	return Object.assign(options, NO_REDIRECT);
}

/**
 * A redirect would carry token and signature to another host. n8n's present helper reads the first of
 * these, the older one of the HTTP Request node the others.
 */
const NO_REDIRECT = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
} as const;

/** Reads both shapes of options that n8n's helpers hand over: the present one and the older one. */
function foreignRequest(
	options: IHttpRequestOptions & { uri?: unknown; form?: unknown },
): ForeignRequest {
	const url = new URL(text(options.url) || text(options.uri), options.baseURL);
	const query: Record<string, string> = {};
	for (const [key, value] of url.searchParams) query[key] = value;
	for (const [key, value] of Object.entries(options.qs ?? {})) query[key] = plainText(value);
	const form =
		options.form ??
		(options.body instanceof URLSearchParams ? Object.fromEntries(options.body) : undefined);
	const formFields = isRecord(form)
		? form
		: isFormType(options) && isRecord(options.body)
			? options.body
			: undefined;
	return {
		method: (options.method ?? 'GET').toUpperCase(),
		url,
		query,
		body: formFields
			? Object.fromEntries(
					Object.entries(formFields).map(([key, value]) => [key, plainText(value)]),
				)
			: bodyText(options.body),
	};
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

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
