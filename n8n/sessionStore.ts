import type { IExecuteFunctions } from 'n8n-workflow';

import type { World } from '../http/runtime';
import { fail, failure, succeed } from '../providers/failure';
import type {
	Account,
	CredentialData,
	Failure,
	FailureKind,
	Outcome,
	Provider,
} from '../providers/contract';
import { isUsedUp, RENEW_HEADER, SessionError, SessionReady, StaleSession } from './renewSignal';

/** The provider's credential in one run: read once, renewed once however many requests found it stale. */
export interface Session {
	/** The account to sign with, renewed ahead of its end. */
	current(): Promise<Outcome<Account>>;
	/** Another session than the one with this access token, which the provider has rejected. */
	renewed(rejected: string): Promise<Outcome<Account>>;
	/** Sentences for the user about the credential. */
	notices(): readonly string[];
	/** All that must not be shown, old tokens included. */
	secrets(): readonly string[];
}

/** What stays refused until a person changes something: asked for once in a run. */
const FOR_A_PERSON: ReadonlySet<FailureKind> = new Set([
	'authorize',
	'credentials',
	'signature',
	'data_center',
	'permission',
	'subscription',
]);

/** Milliseconds before each further look for the session of another worker, who has yet to store it. */
const LOOKS: readonly number[] = [200, 400, 800, 1600, 3200];

const isGood = ({ accessToken, expiresAt }: Account, now: number): boolean =>
	accessToken !== '' && now < expiresAt;

/**
 * The session is n8n's: it lives in the stored credential, n8n renews it with the credential's
 * `preAuthentication` and stores the result, so that every worker sees it. The node asks for that
 * through `httpRequestWithAuthentication` with `RENEW_HEADER`; no request is sent by it.
 */
export function openSession(context: IExecuteFunctions, provider: Provider, world: World): Session {
	const { credentialType } = provider;
	const signal = context.getExecutionCancelSignal?.();
	const secrets = new Set<string>();
	let stored: Promise<Outcome<CredentialData>> | undefined;
	let known: CredentialData = {};
	let renewal: Promise<Outcome<Account>> | undefined;
	/** Tokens after whose refusal the session of another worker was waited for. */
	const awaited = new Set<string>();
	/** The token that n8n's credential holds on to, whatever else stands beside it. */
	let confirmed = '';
	/** The last session that could not be renewed, and why. */
	let unrenewed: { readonly token: string; readonly refusal: Failure } | undefined;

	const read = async (): Promise<Outcome<CredentialData>> => {
		try {
			known = await context.getCredentials(credentialType);
		} catch (exception) {
			return fail(noCredential(provider, exception));
		}
		const account = provider.account(known);
		if (!account.ok) return account;
		for (const secret of account.value.secrets) secrets.add(secret);
		return succeed(known);
	};

	const credentials = async (): Promise<Outcome<CredentialData>> => await (stored ??= read());

	const settled = (token: string): Failure | undefined =>
		unrenewed?.token === token && FOR_A_PERSON.has(unrenewed.refusal.kind)
			? unrenewed.refusal
			: undefined;

	/** @param rejected false for a session that is near its end by the clock alone */
	const renew = async (token: string, rejected: boolean): Promise<Outcome<Account>> => {
		const current = await credentials();
		if (!current.ok) return current;
		const account = provider.account(current.value);
		if (!account.ok) return account;
		const refusal =
			settled(token) ??
			(await askForSession(context, credentialType, account.value.baseUrl, rejected ? token : ''));
		unrenewed = refusal === null ? undefined : { token, refusal };
		if (refusal === null) {
			const fresh = await reread();
			const isOdd = fresh.ok && provider.isStale(known, world.now());
			confirmed = isOdd ? fresh.value.accessToken : '';
			return fresh;
		}
		const isUrgent = rejected || !isGood(account.value, world.now());
		const waits = isUrgent && isUsedUp(refusal) && !awaited.has(token) ? LOOKS : [];
		if (waits.length > 0) awaited.add(token);
		return (await otherSession(token, waits)) ?? fail(refusal);
	};

	/** What was read before stays where it cannot be read again. */
	const reread = async (): Promise<Outcome<Account>> => {
		const next = read();
		const now = await next;
		if (!now.ok) return now;
		stored = next;
		return provider.account(now.value);
	};

	/** Another worker may have been quicker: its session, if it is there by the last look. */
	const otherSession = async (
		token: string,
		waits: readonly number[],
	): Promise<Outcome<Account> | null> => {
		for (const wait of [0, ...waits]) {
			if (signal?.aborted) return null;
			if (wait > 0) await world.sleep(wait, signal);
			const found = await reread();
			if (!found.ok) continue;
			const { accessToken } = found.value;
			const isAnother = accessToken !== '' && accessToken !== token;
			if (isAnother && !provider.isStale(known, world.now())) return found;
		}
		return null;
	};

	const renewOnce: typeof renew = async (token, rejected) =>
		await (renewal ??= renew(token, rejected).finally(() => {
			renewal = undefined;
		}));

	return {
		current: async () => {
			const now = await credentials();
			if (!now.ok) return now;
			const account = provider.account(now.value);
			if (!account.ok || !provider.isStale(now.value, world.now())) return account;
			const { accessToken } = account.value;
			const stillGood = isGood(account.value, world.now());
			if (accessToken !== '' && accessToken === confirmed) return account;
			if (stillGood && unrenewed?.token === accessToken) return account;
			const fresh = await renewOnce(accessToken, false);
			return !fresh.ok && stillGood ? account : fresh;
		},
		renewed: async (rejected) => {
			const now = await credentials();
			if (!now.ok) return now;
			const account = provider.account(now.value);
			if (!account.ok || account.value.accessToken !== rejected) return account;
			return await renewOnce(rejected, true);
		},
		notices: () => provider.notices(known, world.now(), confirmed !== ''),
		secrets: () => [...secrets],
	};
}

/** `null` when n8n has a session stored now, else why not. */
async function askForSession(
	context: IExecuteFunctions,
	credentialType: string,
	baseUrl: string,
	rejected: string,
): Promise<Failure | null> {
	try {
		await context.helpers.httpRequestWithAuthentication.call(context, credentialType, {
			url: baseUrl,
			headers: { [RENEW_HEADER]: rejected },
		});
		return null;
	} catch (exception) {
		for (let cause: unknown = exception; cause instanceof Error; cause = cause.cause) {
			// A provider may hand out the very token again; repeating shows whether it is good now.
			if (cause instanceof SessionReady || cause instanceof StaleSession) return null;
			if (cause instanceof SessionError) return cause.failure;
		}
		return failure(
			'unknown',
			'n8n could not renew the session of the credential',
			'Open the credential and test it. If it is shared by an external secrets store, check that n8n may read it.',
		);
	}
}

const noCredential = (provider: Provider, exception: unknown): Failure =>
	failure(
		'credentials',
		`There is no ${provider.displayName} credential in this node that could be read`,
		`Choose or create one in the field Credential for ${provider.displayName} API. ${exception instanceof Error ? exception.message : ''}`.trim(),
	);
