import { perRuntime, type Runtime } from '../http/runtime';
import type { CredentialData } from '../providers/contract';
import { hashOf, laterRecord, recordsIn, withSession, type TokenRecord } from './tokenRecord';

/** What this process knows of an account: what is stored can be lost, or be another worker's past. */
interface Known {
	record: TokenRecord | undefined;
	/** Hashes of codes that the provider refused. */
	readonly refused: Set<string>;
	/** Hashes of access tokens that the provider rejected. */
	readonly rejected: Set<string>;
}

const accountsOf = perRuntime(() => new Map<string, Known>());

function knownOf(runtime: Runtime, account: string): Known {
	const accounts = accountsOf(runtime);
	const known = accounts.get(account) ?? {
		record: undefined,
		refused: new Set<string>(),
		rejected: new Set<string>(),
	};
	accounts.set(account, known);
	return known;
}

/** The latest record of an account, from the credential or from this process. */
export const latestRecord = (
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): TokenRecord | undefined =>
	laterRecord(
		recordsIn(credentials).find((record) => record.account === account),
		knownOf(runtime, account).record,
	);

/** The credential with the latest session of the account, see `withSession`. */
export function latestCredential(
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): CredentialData {
	const { refused } = knownOf(runtime, account);
	const latest = latestRecord(runtime, account, credentials);
	const others = recordsIn(credentials).filter((record) => record.account !== account);
	const records = latest ? [latest, ...others] : others;
	return withSession(credentials, account, records, refused);
}

export function rememberRecord(runtime: Runtime, record: TokenRecord): void {
	const known = knownOf(runtime, record.account);
	known.record = record;
	for (const token of Object.values(record.tokens)) known.rejected.delete(hashOf(String(token)));
}

/** A code that the provider refused is not sent again by this process. */
export function rememberRefusal(runtime: Runtime, account: string, code: string): void {
	knownOf(runtime, account).refused.add(hashOf(code));
}

/** True when the form has a code that the provider refused. */
export const hasRefusedCode = (
	runtime: Runtime,
	account: string,
	credentials: CredentialData,
): boolean => {
	const { refused } = knownOf(runtime, account);
	return Object.values(credentials).some(
		(value) => typeof value === 'string' && value !== '' && refused.has(hashOf(value)),
	);
};

/** From now on the token has expired, wherever it is read from. */
export function rememberRejection(runtime: Runtime, account: string, token: string): void {
	knownOf(runtime, account).rejected.add(hashOf(token));
}

export const isRejected = (runtime: Runtime, account: string, token: string): boolean =>
	knownOf(runtime, account).rejected.has(hashOf(token));
