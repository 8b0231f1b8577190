import type { Runtime } from '../http/runtime';
import type { CredentialData, Provider, SigningCredentials } from '../providers/contract';
import { err, ok, type Failure, type FailureKind, type Result } from '../providers/failure';
import { askForSession } from './askForSession';
import { isExpired, readCredential, type ReadCredential } from './credentialReader';
import type { NodeContext } from './context';
import { isUsedUp } from './renewSignal';
import type { OpenSession } from './sessionStore';
import { hasRefusedCode, isRejected } from './tokenMemory';
import { recordsIn } from './tokenRecord';

/** What may be over by the next order; any other refusal of a renewal is asked for once in a run. */
const MAY_PASS: ReadonlySet<FailureKind> = new Set([
	'transient',
	'throttled',
	'invalid_response',
	'canceled',
]);

/** Milliseconds before each further look for a session that another worker has yet to store. */
const LOOKS: readonly number[] = [200, 400, 800, 1600, 3200];

export interface SessionScope {
	readonly context: NodeContext;
	readonly provider: Provider;
	/** The item that the credential is resolved for. */
	readonly item: number;
	readonly runtime: Runtime;
}

/**
 * A session that lives in the stored credential: n8n renews it with the credential's
 * `preAuthentication` and stores the result, so that every worker sees it. However many requests
 * find it expired, it is renewed once.
 */
export class StoredSession implements OpenSession {
	readonly account: string;
	private credential: ReadCredential;
	private readonly known = new Set<string>();
	private renewal: Promise<Result<SigningCredentials>> | undefined;
	/** Tokens after whose refusal the session of another worker was waited for. */
	private readonly awaited = new Set<string>();
	/** False when n8n does not have the session that is in use, e.g. after a write that failed. */
	private isStored = true;
	private isHandedOver = false;
	/** The last token that could not be renewed, and why. */
	private unrenewed: { readonly token: string; readonly failure: Failure } | undefined;

	constructor(
		private readonly scope: SessionScope,
		credential: ReadCredential,
		/** Called with each identity that a renewal gives to the session. */
		private readonly onIdentity: (identity: string) => void,
	) {
		this.account = credential.account;
		this.credential = credential;
		this.take(credential);
	}

	/** Goes on with the credential as it was read just now. */
	private take(credential: ReadCredential): void {
		this.credential = credential;
		for (const secret of credential.signing.secrets) this.known.add(secret);
		const { form, signing } = credential;
		this.isStored = signing.accessToken === '' || hasToken(form, signing.accessToken);
	}

	async current(): Promise<Result<SigningCredentials>> {
		const { credential } = this;
		const { signing } = credential;
		if (!this.isExpired()) {
			if (!this.isStored) await this.handOver();
			return ok(signing);
		}
		const isUsable = this.isUsable();
		if (isUsable && this.unrenewed?.token === signing.accessToken) return ok(signing);
		const renewed = await this.renewOnce(signing.accessToken, isUsable ? 'ahead' : 'expired');
		return !renewed.ok && isUsable ? ok(signing) : renewed;
	}

	async renew(rejectedToken: string): Promise<Result<SigningCredentials>> {
		const { signing } = this.credential;
		if (signing.accessToken !== rejectedToken) return ok(signing);
		return await this.renewOnce(rejectedToken, 'rejected');
	}

	warnings(): readonly string[] {
		const { provider, runtime } = this.scope;
		const { data, form } = this.credential;
		const isCodeRefused = hasRefusedCode(runtime, form);
		const own = provider.credential.session.warnings?.(data, runtime.now(), isCodeRefused) ?? [];
		return this.isStored ? own : [...own, notStored(provider.displayName)];
	}

	secrets(): readonly string[] {
		return [...this.known];
	}

	private isExpired(): boolean {
		const { provider, runtime } = this.scope;
		return isExpired(provider.credential, this.credential, runtime);
	}

	/** An expired session may be good for a while: it is renewed ahead of its end. */
	private isUsable(): boolean {
		const { accessToken, expiresAt } = this.credential.signing;
		const { runtime } = this.scope;
		const isGood = accessToken !== '' && !isRejected(runtime, accessToken);
		return isGood && runtime.now() < expiresAt;
	}

	/** Gives n8n the session that it has lost, so that it outlives this process. */
	private async handOver(): Promise<void> {
		if (this.isHandedOver) return;
		this.isHandedOver = true;
		await this.renewOnce(this.credential.signing.accessToken, 'ahead');
	}

	private async renewOnce(
		token: string,
		reason: 'ahead' | 'expired' | 'rejected',
	): Promise<Result<SigningCredentials>> {
		this.renewal ??= this.renewToken(token, reason).finally(() => {
			this.renewal = undefined;
		});
		return await this.renewal;
	}

	private async renewToken(
		token: string,
		reason: 'ahead' | 'expired' | 'rejected',
	): Promise<Result<SigningCredentials>> {
		const { context, provider, item } = this.scope;
		const { baseUrl } = this.credential.signing;
		const failure =
			this.finalFailure(token) ??
			(await askForSession(context, provider, item, baseUrl, reason === 'rejected' ? token : ''));
		this.unrenewed = failure === null ? undefined : { token, failure };
		if (failure === null) return await this.reread();
		const { oneTimeGrant } = provider.credential.session;
		const mayBeAnother = oneTimeGrant !== undefined && isUsedUp(failure);
		const waits = reason !== 'ahead' && mayBeAnother && !this.awaited.has(token) ? LOOKS : [];
		if (waits.length > 0) this.awaited.add(token);
		return (await this.sessionOfAnother(token, waits)) ?? err(failure);
	}

	/** Why this token is not renewed again in this run. */
	private finalFailure(token: string): Failure | undefined {
		const { unrenewed } = this;
		if (unrenewed?.token !== token) return undefined;
		return MAY_PASS.has(unrenewed.failure.kind) ? undefined : unrenewed.failure;
	}

	/** Reads the credential again; where that fails, what was read before stays. */
	private async reread(): Promise<Result<SigningCredentials>> {
		const { context, provider, item, runtime } = this.scope;
		const read = await readCredential(context, provider, item, runtime);
		if (!read.ok) return read;
		this.take(read.value);
		this.onIdentity(read.value.identity);
		return ok(read.value.signing);
	}

	/** Another worker may have been quicker: its session, if it is stored by the last look. */
	private async sessionOfAnother(
		token: string,
		waits: readonly number[],
	): Promise<Result<SigningCredentials> | null> {
		const { context, runtime } = this.scope;
		const signal = context.getExecutionCancelSignal?.();
		for (const wait of [0, ...waits]) {
			if (signal?.aborted) return null;
			if (wait > 0) await runtime.sleep(wait, signal);
			const found = await this.reread();
			if (!found.ok) continue;
			const { accessToken } = found.value;
			if (accessToken !== '' && accessToken !== token && !this.isExpired()) return found;
		}
		return null;
	}
}

const hasToken = (form: CredentialData, token: string): boolean =>
	form.accessToken === token || recordsIn(form).some(({ tokens }) => tokens.accessToken === token);

const notStored = (displayName: string): string =>
	`n8n could not store the new tokens of the ${displayName} credential. They are used until n8n restarts. Check n8n’s log for errors of its database.`;
