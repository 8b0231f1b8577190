import type { Runtime } from '../http/runtime';
import { fingerprint } from '../order/fingerprint';
import type {
	CredentialData,
	CredentialRules,
	Provider,
	SigningCredentials,
} from '../providers/contract';
import { err, ok, type Result } from '../providers/failure';
import type { NodeContext } from './context';
import { isRejected, latestCredential } from './tokenMemory';

/** A credential as it counts: with the latest session of its account. */
export interface ReadCredential {
	/** Names the account without a secret; equal for equal accounts, in every run and process. */
	readonly account: string;
	/** The fields as n8n decrypted them. */
	readonly form: CredentialData;
	/** The fields with the latest session, see `tokenRecord.ts`. */
	readonly data: CredentialData;
	readonly signing: SigningCredentials;
	/**
	 * Names the session: where tokens come from a person's authorization, one app can have several.
	 */
	readonly identity: string;
}

/** Reads a decrypted credential. Every token that it has in any place is one of its secrets. */
export function currentCredential(
	{ displayName, read, session }: CredentialRules,
	form: CredentialData,
	runtime: Runtime,
): Result<ReadCredential> {
	const own = read(form);
	if (!own.ok) return own;
	const { baseUrl, key } = own.value;
	const account = fingerprint(JSON.stringify([displayName, baseUrl, key]), 16);
	const data = latestCredential(runtime, account, form);
	const latest = read(data);
	if (!latest.ok) return latest;
	const secrets = [...new Set([...own.value.secrets, ...latest.value.secrets])];
	const grant = session.oneTimeGrant?.of(data);
	const identity =
		grant === undefined ? account : JSON.stringify([account, latest.value.accessToken, grant]);
	return ok({ account, form, data, signing: { ...latest.value, secrets }, identity });
}

/** True when the session has to be renewed before it is used: by the clock, or since it was rejected. */
export const isExpired = (
	{ session }: CredentialRules,
	{ data, signing }: ReadCredential,
	runtime: Runtime,
): boolean => session.isExpired(data, runtime.now()) || isRejected(runtime, signing.accessToken);

/** The fields of a node's credential as they are for this item: they may be expressions. */
export async function readForm(
	context: NodeContext,
	{ credentialType, displayName }: Provider,
	item: number,
): Promise<Result<CredentialData>> {
	try {
		return ok(await context.getCredentials(credentialType, item));
	} catch (cause) {
		if (!context.getNode().credentials?.[credentialType]) {
			return err({
				kind: 'invalid_credentials',
				message: `No ${displayName} credential is selected`,
				description: `Choose or create one in the field Credential for ${displayName} API.`,
			});
		}
		return err({
			kind: 'invalid_credentials',
			message: `Could not load the ${displayName} credential`,
			description: `Open it in the field Credential for ${displayName} API and check it. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause,
		});
	}
}

/** Reads a node's credential as it is for this item. */
export async function readCredential(
	context: NodeContext,
	provider: Provider,
	item: number,
	runtime: Runtime,
): Promise<Result<ReadCredential>> {
	const form = await readForm(context, provider, item);
	return form.ok ? currentCredential(provider.credential, form.value, runtime) : form;
}
