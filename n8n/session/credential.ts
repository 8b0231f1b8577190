import type { Runtime } from '../../http/runtime';
import { fingerprint } from '../../order/fingerprint';
import type { CredentialData, SigningCredentials } from '../../providers/call';
import type { CredentialRules } from '../../providers/contract';
import { credentialField } from '../../providers/credentialField';
import { ok, type Result } from '../../providers/failure';
import { processStateOf } from '../processState';
import { isNewer, keptRecords, onlySeedOf, recordId, recordsIn, storedFields } from './record';

/** A credential with the latest session of its account. */
export interface ReadCredential {
	/** Names the account without a secret; equal for equal accounts, in every run and process. */
	readonly account: string;
	/** Names the session: several people can have authorized one app. */
	readonly id: string;
	/** The credential's id in n8n, `''` where it is not known. */
	readonly owner: string;
	/** What the next renewal writes with its tokens, see `TokenRecord`. */
	readonly next: { readonly seed: string; readonly version: number };
	/** The fields in effect: what a person typed, with any tokens replaced by those of the last renewal. */
	readonly data: CredentialData;
	readonly signing: SigningCredentials;
	/** True if the code in the form was refused and is ignored. */
	readonly isCodeRefused: boolean;
	/** What n8n has to store: the records of all accounts of the credential, `null` if it has them. */
	readonly toStore: ReturnType<typeof storedFields> | null;
}

/**
 * Reads a decrypted credential. What a person typed is used until a renewal of it is recorded. If nothing is
 * typed, the account's only record is used.
 */
export function currentCredential(
	{ displayName, read, session }: CredentialRules,
	form: CredentialData,
	runtime: Runtime,
	owner = '',
): Result<ReadCredential> {
	const typed = read(form);
	if (!typed.ok) return typed;
	const memory = processStateOf(runtime).tokens;
	const { typedFields = [], oneTimeGrant: grant } = session;
	const { baseUrl, key, tenant } = typed.value;
	// Without a tenant, the name is the same as in versions before tenants existed.
	const names = [displayName, baseUrl, key, ...(tenant ? [tenant] : [])];
	const account = fingerprint(JSON.stringify(names), 16);
	const rest = grant && memory.refused.has(grant.of(form)) ? grant.withoutCode(form) : form;
	const seedOf = (source: CredentialData): string => {
		const texts = typedFields.map((name) => credentialField(source, name));
		return fingerprint(JSON.stringify([key, ...texts]), 16);
	};
	const seeds = [form, rest].map(seedOf);
	const stored = recordsIn(form);
	const ids = seeds.map((each) => recordId(account, each));
	const known = memory.recordsOf(owner, stored, ids);
	const isTyped = typedFields.some((name) => credentialField(rest, name) !== '');
	// A refused code is sent again if there is nothing else.
	const typedData = isTyped ? rest : form;
	const seed =
		seeds.find((each) => known.has(recordId(account, each))) ??
		(isTyped ? undefined : onlySeedOf(account, known)) ??
		seedOf(typedData);
	const id = recordId(account, seed);
	const record = known.get(id);
	const data = record ? { ...form, ...record.tokens } : typedData;
	const latest = read(data);
	if (!latest.ok) return latest;
	const secrets = [...new Set([...typed.value.secrets, ...latest.value.secrets])];
	const records = keptRecords(known, id, runtime.now());
	// The credential's test sees the field alone.
	const inField = recordsIn({ record: form.record });
	const isStored = ![...records].some(([each, one]) => isNewer(one, inField.get(each)));
	return ok({
		account,
		id,
		owner,
		next: { seed, version: (record?.version ?? 0) + 1 },
		data,
		signing: { ...latest.value, secrets },
		isCodeRefused: rest !== form && data !== form,
		toStore: isStored ? null : storedFields(records),
	});
}

/**
 * True when the session has to be renewed before it is used, because it is due to expire or was rejected.
 */
export const needsRenewal = (
	{ session }: CredentialRules,
	{ data, signing }: ReadCredential,
	runtime: Runtime,
): boolean =>
	session.isExpired(data, runtime.now()) ||
	processStateOf(runtime).tokens.rejected.has(signing.accessToken);
