import type { Runtime } from '../http/runtime';
import type { CredentialData } from '../providers/contract';
import { processStateOf } from './processState';
import { hashOf, laterRecord, recordsIn, withSession, type TokenRecord } from './tokenRecord';

/**
 * What this process knows of tokens, by their hashes: what n8n has stored can be lost, or be another
 * worker's past. A token leads to what replaced it and never to the session of anyone else, also where
 * several people have authorized the same app.
 */
const memoryOf = (runtime: Runtime) => processStateOf(runtime).tokens;

const textsIn = (source: Readonly<Record<string, unknown>>): readonly string[] =>
	Object.values(source).filter(
		(value): value is string => typeof value === 'string' && value !== '',
	);

/** The latest record of an account: what is stored, or what replaced its tokens or those of the form. */
export function latestRecord(
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): TokenRecord | undefined {
	const { replacedBy } = memoryOf(runtime);
	const stored = recordsIn(credentials).find((record) => record.account === account);
	return [...textsIn(credentials), ...textsIn(stored?.tokens ?? {})]
		.map((token) => replacedBy.get(hashOf(token)))
		.filter((record) => record?.account === account)
		.reduce(laterRecord, stored);
}

/** The credential with the latest session of the account, see `withSession`. */
export function latestCredential(
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): CredentialData {
	const latest = latestRecord(runtime, account, credentials);
	const others = recordsIn(credentials).filter((record) => record.account !== account);
	const records = latest ? [latest, ...others] : others;
	return withSession(credentials, account, records, memoryOf(runtime).refused);
}

export function rememberRecord(runtime: Runtime, record: TokenRecord): void {
	const { replacedBy, rejected } = memoryOf(runtime);
	for (const hash of record.consumed) replacedBy.set(hash, record);
	for (const token of textsIn(record.tokens)) rejected.delete(hashOf(token));
}

/** A code that the provider refused is not sent again by this process. */
export function rememberRefusal(runtime: Runtime, code: string): void {
	const { refused } = memoryOf(runtime);
	refused.add(hashOf(code));
}

/** True when the form has a code that the provider refused. */
export const hasRefusedCode = (runtime: Runtime, credentials: CredentialData): boolean =>
	textsIn(credentials).some((text) => memoryOf(runtime).refused.has(hashOf(text)));

/** From now on the token has expired, wherever it is read from. */
export function rememberRejection(runtime: Runtime, token: string): void {
	const { rejected } = memoryOf(runtime);
	rejected.add(hashOf(token));
}

export function isRejected(runtime: Runtime, token: string): boolean {
	const { rejected } = memoryOf(runtime);
	return rejected.size > 0 && rejected.has(hashOf(token));
}
