import { createHash } from 'node:crypto';

import { isObject, text } from '../json/value';
import type { CredentialData, SessionUpdate } from '../providers/contract';

type Tokens = Readonly<Record<string, string | number>>;

/** The session of one account as it is kept besides the credential's own fields. */
export interface TokenRecord {
	readonly account: string;
	/** The fields that the last renewal wrote, by their names. */
	readonly tokens: Tokens;
	/** Hashes of codes and tokens that a renewal replaced: they count for nothing any more. */
	readonly consumed: readonly string[];
}

/** Hashes kept for an account, and accounts kept for a credential. */
const MOST_CONSUMED = 300;
const MOST_ACCOUNTS = 50;

export const hashOf = (token: string): string =>
	createHash('sha256').update(token).digest('base64url').slice(0, 16);

/**
 * The records in a credential's `oauthTokenData`, the latest first. n8n leaves this property alone
 * when a form is saved again, and stores it also where a token field is an expression.
 */
export function recordsIn({ oauthTokenData }: CredentialData): readonly TokenRecord[] {
	if (!isObject(oauthTokenData)) return [];
	const { others, ...latest } = oauthTokenData;
	return [latest, ...(Array.isArray(others) ? (others as unknown[]) : [])].flatMap(recordOf);
}

function recordOf(stored: unknown): TokenRecord[] {
	if (!isObject(stored) || typeof stored.account !== 'string') return [];
	const { account, consumed, ...rest } = stored;
	const tokens = Object.entries(rest).filter(
		(entry): entry is [string, string | number] =>
			typeof entry[1] === 'string' || typeof entry[1] === 'number',
	);
	const hashes = Array.isArray(consumed) ? consumed.map(text) : [];
	return [{ account, tokens: Object.fromEntries(tokens), consumed: hashes }];
}

/** What is stored: the record of this account, and those of others that were there before. */
export function oauthTokenDataOf(record: TokenRecord, before: readonly TokenRecord[]) {
	const flat = ({ account, tokens, consumed }: TokenRecord) => ({
		...tokens,
		account,
		consumed: [...consumed],
	});
	const others = before.filter(({ account }) => account !== record.account);
	return {
		...flat(record),
		...(others.length > 0 ? { others: others.slice(0, MOST_ACCOUNTS).map(flat) } : {}),
	};
}

/** The later of two records of an account: the one that replaced the other, else the one that lasts longer. */
export function laterRecord(
	a: TokenRecord | undefined,
	b: TokenRecord | undefined,
): TokenRecord | undefined {
	if (!a || !b) return a ?? b;
	const replaced = (later: TokenRecord, earlier: TokenRecord): boolean =>
		later.consumed.includes(hashOf(text(earlier.tokens.accessToken)));
	if (replaced(a, b)) return a;
	if (replaced(b, a)) return b;
	return Number(b.tokens.expiresAt) > Number(a.tokens.expiresAt) ? b : a;
}

/** The record after a renewal: what it replaced in the form and in the record before is consumed. */
export function renewedRecord(
	account: string,
	{ session: _, ...tokens }: SessionUpdate,
	before: TokenRecord | undefined,
	...replaced: readonly CredentialData[]
): TokenRecord {
	const values = [before?.tokens ?? {}, ...replaced].flatMap((source) =>
		Object.keys(tokens).map((name) => source[name]),
	);
	const old = values.filter((value): value is string => typeof value === 'string' && value !== '');
	// A provider may hand out the same token again.
	const present = new Set(Object.values(tokens).map((value) => hashOf(String(value))));
	const hashes = new Set([...(before?.consumed ?? []), ...old.map(hashOf)]);
	const consumed = [...hashes].filter((hash) => !present.has(hash)).slice(-MOST_CONSUMED);
	return { account, tokens, consumed };
}

/**
 * The credential with the session that counts for this account. What a person has just entered
 * counts before the record; what a renewal replaced, what was refused and what belongs to another
 * account counts for nothing, however it came back into the form.
 */
export function withSession(
	credentials: CredentialData,
	account: string,
	records: readonly TokenRecord[],
	refused: ReadonlySet<string>,
): CredentialData {
	const own = records.find((record) => record.account === account);
	const foreign = records.filter((record) => record !== own);
	const isVoid = (name: string, value: string): boolean =>
		refused.has(hashOf(value)) ||
		own?.consumed.includes(hashOf(value)) === true ||
		foreign.some(({ tokens }) => tokens[name] === value);
	const form: Record<string, unknown> = { ...credentials };
	let isEntered = false;
	for (const name of namesIn(records, credentials)) {
		const value = text(form[name]);
		if (value === '' || typeof form[name] !== 'string') continue;
		if (isVoid(name, value)) form[name] = '';
		else if (own && own.tokens[name] !== value) isEntered = true;
	}
	if (!own) return form;
	if (!isEntered) return { ...form, ...own.tokens };
	// The times belong to the tokens before.
	return form.accessToken === own.tokens.accessToken
		? form
		: { ...form, expiresAt: 0, refreshExpiresAt: 0 };
}

/** The fields that can have a code or token; without a record all that could. */
const namesIn = (
	records: readonly TokenRecord[],
	credentials: CredentialData,
): readonly string[] =>
	records.length > 0
		? [...new Set(records.flatMap(({ tokens }) => Object.keys(tokens)))]
		: Object.keys(credentials);
