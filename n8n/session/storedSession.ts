import type { Session } from '../../client/session';
import type { Runtime } from '../../http/runtime';
import type { SigningCredentials } from '../../providers/call';
import type { Provider } from '../../providers/contract';
import { err, kinds, ok, type Failure, type Result } from '../../providers/failure';
import { credentialId, readForm, type NodeContext } from '../context';
import { processStateOf } from '../processState';
import { currentCredential, needsRenewal, type ReadCredential } from './credential';
import { askForSession, isUsedUp } from './renewSignal';
import { unlessAborted } from './unlessAborted';

/** A session as a node uses it. */
export interface OpenSession extends Session {
	/** Names the account without a secret. */
	readonly account: string;
}

/** Failures that may be over by the next order. After any other one, the run does not try to renew again. */
const MAY_PASS = kinds('transient', 'throttled', 'invalid_response', 'canceled');

/** Milliseconds to wait before each further look for a session that another worker may be storing. */
const LOOKS: readonly number[] = [200, 400, 800, 1600, 3200];
/** How often n8n is asked to store what it lacks: a write can fail, or be overwritten. */
const MOST_WRITES = 2;

type Signing = Result<SigningCredentials>;

export interface SessionScope {
	readonly context: NodeContext;
	readonly provider: Provider;
	/** The item that the credential is resolved for. */
	readonly item: number;
	readonly runtime: Runtime;
	/** Ends the waiting for a credential or a renewal. */
	readonly signal: AbortSignal;
}

/**
 * A session that lives in the stored credential: n8n renews it with the credential's
 * `preAuthentication` and stores the result, so that every worker sees it. However many requests
 * find it expired, it is renewed once.
 */
export class StoredSession implements OpenSession {
	readonly account: string;
	readonly credentialType: string;
	private readonly known = new Set<string>();
	private work: Promise<Signing> | undefined;
	isWritten = false;
	private unrenewed: { readonly token: string; readonly failure: Failure } | undefined;

	constructor(
		private readonly scope: SessionScope,
		private credential: ReadCredential,
	) {
		this.account = credential.account;
		this.credentialType = scope.provider.credentialType;
		this.use(credential);
	}

	async current(): Promise<Signing> {
		const { provider, runtime } = this.scope;
		const { signing, toStore } = this.credential;
		if (!needsRenewal(provider.credential, this.credential, runtime)) {
			if (toStore && !this.isWritten) await this.shared(() => this.store());
			return ok(signing);
		}
		const isGood = this.isGood();
		if (isGood && this.unrenewed?.token === signing.accessToken) return ok(signing);
		const renewed = await this.shared(() => this.renewed(isGood));
		return !renewed.ok && isGood ? ok(signing) : renewed;
	}

	async renew(rejectedToken: string): Promise<Signing> {
		const { signing } = this.credential;
		if (signing.accessToken !== rejectedToken) return ok(signing);
		processStateOf(this.scope.runtime).tokens.rejected.add(rejectedToken);
		return await this.shared(() => this.renewed(false));
	}

	secrets(): readonly string[] {
		return [...this.known];
	}

	/** Sentences for the user about the authorization. */
	warnings(): readonly string[] {
		const { provider, runtime } = this.scope;
		const { data, isCodeRefused } = this.credential;
		return provider.credential.session.warnings?.(data, runtime.now(), isCodeRefused) ?? [];
	}

	/**
	 * Warnings about the credential in n8n, which is read again because another worker may have overwritten it.
	 */
	async storedWarnings(): Promise<readonly string[]> {
		const { provider, signal } = this.scope;
		if (!signal.aborted) await this.shared(() => this.store());
		return this.credential.toStore === null ? [] : [notStored(provider.displayName)];
	}

	/** Switches to the credential that was just read. */
	private use(credential: ReadCredential): SigningCredentials {
		this.credential = credential;
		for (const secret of credential.signing.secrets) this.known.add(secret);
		return credential.signing;
	}

	/** One task at a time: callers that arrive meanwhile get its result. */
	private async shared(start: () => Promise<Signing>): Promise<Signing> {
		const { signal, provider } = this.scope;
		this.work ??= start().finally(() => (this.work = undefined));
		return await unlessAborted(this.work, signal, {
			kind: 'canceled',
			message: `The ${provider.displayName} session was not renewed in time`,
			description: 'Run the workflow again. If this keeps happening, test the credential.',
		});
	}

	/** @param isGood true when the present token can be used for a while */
	private async renewed(isGood: boolean): Promise<Signing> {
		const { provider } = this.scope;
		const token = this.credential.signing.accessToken;
		const last = this.unrenewed?.token === token ? this.unrenewed.failure : undefined;
		const known = last && !MAY_PASS.has(last.kind) ? last : undefined;
		const failure = known ?? (await this.ask());
		this.unrenewed = failure === null ? undefined : { token, failure };
		if (failure === null) return await this.store();
		const { oneTimeGrant } = provider.credential.session;
		const mayBeAnother = oneTimeGrant !== undefined && isUsedUp(failure);
		const waits = mayBeAnother && !isGood && !known ? LOOKS : [];
		return (await this.sessionOfAnother(token, waits)) ?? err(failure);
	}

	/** True while the token can still be used, even if it is due for renewal. */
	private isGood(): boolean {
		const { accessToken, expiresAt } = this.credential.signing;
		const { runtime } = this.scope;
		const { rejected } = processStateOf(runtime).tokens;
		if (accessToken === '' || rejected.has(accessToken)) return false;
		return expiresAt === 0 || runtime.now() < expiresAt;
	}

	private async ask(): Promise<Failure | null> {
		const { context, provider, item } = this.scope;
		return await askForSession(context, provider, item, this.credential.signing.baseUrl);
	}

	private async store(): Promise<Signing> {
		for (let writes = 0; ; writes++) {
			const read = await this.reread();
			if (!read.ok || !this.credential.toStore || writes === MOST_WRITES) return read;
			this.isWritten = true;
			await this.ask();
		}
	}

	/** Reads the credential again. If that fails, the fields read earlier stay in use. */
	private async reread(): Promise<Signing> {
		const { context, provider, item, runtime } = this.scope;
		const form = await readForm(context, provider, item);
		if (!form.ok) return form;
		const owner = credentialId(context, provider);
		const read = currentCredential(provider.credential, form.value, runtime, owner);
		return read.ok ? ok(this.use(read.value)) : read;
	}

	/** The session that another worker may have stored first, `null` if there is none. */
	private async sessionOfAnother(token: string, waits: readonly number[]): Promise<Signing | null> {
		const { provider, runtime, signal } = this.scope;
		for (const wait of [0, ...waits]) {
			if (wait > 0) await runtime.sleep(wait, signal);
			if (signal.aborted) return null;
			const found = await this.reread();
			if (!found.ok) continue;
			const { accessToken } = found.value;
			const isNew = accessToken !== '' && accessToken !== token;
			if (isNew && !needsRenewal(provider.credential, this.credential, runtime)) return found;
		}
		return null;
	}
}

const notStored = (displayName: string): string =>
	`n8n could not store the new tokens of the ${displayName} credential. They are used until n8n restarts. Check n8n’s log for errors of its database.`;
