import { isObject } from '../../json/value';
import type { CredentialData } from '../../providers/call';

/** The session of one account, as the last renewal left it. */
export interface TokenRecord {
	/** Hash of what a person typed to authorize; a different hash is a different authorization. */
	readonly seed: string;
	/** Increases by one with each renewal; the record with the higher version counts. */
	readonly version: number;
	/** Fields by name, which replace those of the form. */
	readonly tokens: Readonly<Record<string, string | number>>;
}

/** Records by `recordId`. */
export type Records = ReadonlyMap<string, TokenRecord>;

/** Records that one credential keeps; the ones written last stay. */
const MOST = 1000;

/** Several people can authorize one app: each has a session of their own. */
export const recordId = (account: string, seed: string): string => `${account}.${seed}`;

/** The seed of the account's record, if it has only one. */
export function onlySeedOf(account: string, records: Records): string | undefined {
	const own = [...records].filter(([id]) => id.startsWith(`${account}.`));
	return own.length === 1 ? own[0]?.[1].seed : undefined;
}

/**
 * True if `a` is the later renewal. Workers may have renewed the same version at once; then the later expiry
 * counts.
 */
export function isNewer(a: TokenRecord, b: TokenRecord | undefined): boolean {
	if (!b || a.version !== b.version) return a.version > (b?.version ?? 0);
	return Number(a.tokens.expiresAt ?? 0) > Number(b.tokens.expiresAt ?? 0);
}

/**
 * The records that n8n has stored: in the hidden field, and in the property that n8n keeps even when the
 * form is saved again. Anything else there, such as n8n's placeholders, is ignored.
 */
export function recordsIn({ record, oauthTokenData }: CredentialData): Records {
	const copy = isObject(oauthTokenData) ? oauthTokenData.record : undefined;
	const records = new Map(parsed(record));
	for (const [id, other] of copy === record ? [] : parsed(copy)) {
		if (isNewer(other, records.get(id))) records.set(id, other);
	}
	return records;
}

function parsed(stored: unknown): ReadonlyArray<readonly [string, TokenRecord]> {
	if (typeof stored !== 'string' || !stored.startsWith('{')) return [];
	try {
		const entries = Object.entries(JSON.parse(stored) as Record<string, unknown>);
		return entries.filter((entry): entry is [string, TokenRecord] => isRecord(entry[1]));
	} catch {
		return [];
	}
}

const isRecord = (value: unknown): boolean =>
	isObject(value) &&
	typeof value.seed === 'string' &&
	Number.isSafeInteger(value.version) &&
	isObject(value.tokens) &&
	Object.values(value.tokens).every((token) => ['string', 'number'].includes(typeof token));

/** The records worth keeping: not those that can be neither used nor renewed any more. */
export function keptRecords(records: Records, own: string, now: number): Records {
	const kept = [...records].filter(([id, { tokens }]) => {
		const end = Math.max(Number(tokens.expiresAt ?? 0), Number(tokens.refreshExpiresAt ?? 0));
		return id === own || !(Number(tokens.refreshExpiresAt ?? 0) > 0) || end > now;
	});
	// The own record goes last, because the first ones are dropped.
	kept.sort(([a], [b]) => Number(a === own) - Number(b === own));
	return new Map(kept.slice(-MOST));
}

/** What n8n stores; `session` stays empty so that n8n calls `preAuthentication` before each request. */
export function storedFields(records: Records) {
	const record = JSON.stringify(Object.fromEntries(records));
	return { session: '', record, oauthTokenData: { record } };
}
