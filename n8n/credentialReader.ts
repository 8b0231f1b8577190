import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { CredentialData, Provider, SigningCredentials } from '../providers/contract';
import { reject, succeed, type Outcome } from '../providers/failure';

/** A credential as n8n decrypted it for an item, and as the provider reads it. */
export interface ReadCredential {
	readonly data: CredentialData;
	readonly signing: SigningCredentials;
}

/** Reads the credential as it is for this item: its fields may be expressions. */
export async function readCredential(
	context: IExecuteFunctions,
	{ credentialType, displayName, credential }: Provider,
	item: number,
): Promise<Outcome<ReadCredential>> {
	let data: CredentialData;
	if (!context.getNode().credentials?.[credentialType]) {
		return reject({
			kind: 'invalid_credentials',
			message: `No ${displayName} credential is selected`,
			hint: `Choose or create one in the field Credential for ${displayName} API.`,
		});
	}
	try {
		data = await context.getCredentials(credentialType, item);
	} catch (cause) {
		return reject({
			kind: 'invalid_credentials',
			message: `Could not load the ${displayName} credential`,
			hint: `Open it in the field Credential for ${displayName} API and check it. n8n says: ${cause instanceof Error ? cause.message : String(cause)}`,
			cause,
		});
	}
	const signing = credential.read(data);
	return signing.ok ? succeed({ data, signing: signing.value }) : signing;
}

/** Names an account without a secret; equal for equal accounts, in every run and process. */
export const accountOf = (provider: string, { baseUrl, key }: SigningCredentials): string =>
	createHash('sha256')
		.update(JSON.stringify([provider, baseUrl, key]))
		.digest('hex')
		.slice(0, 16);
