import type { Session } from '../client/session';
import type { Runtime } from '../http/runtime';
import type { Provider } from '../providers/contract';
import { ok, type Result } from '../providers/failure';
import { currentCredential, readForm, type ReadCredential } from './credentialReader';
import type { NodeContext } from './context';
import { StoredSession } from './storedSession';

/** A session as a node uses it. */
export interface OpenSession extends Session {
	/** Names the account without a secret. */
	readonly account: string;
	/** Sentences for the user about the credential. */
	warnings(): readonly string[];
}

/**
 * The sessions of one run, one for each account: where a credential's fields are expressions, each
 * item can have an account of its own.
 */
export class SessionStore {
	private readonly sessions = new Map<string, StoredSession>();
	/** By the fields as n8n gave them: most items have the same, which say nothing new. */
	private readonly sessionsByForm = new Map<string, StoredSession>();

	constructor(
		private readonly context: NodeContext,
		private readonly runtime: Runtime,
	) {}

	/** The session of the account that the credential names for this item. */
	async of(provider: Provider, item: number): Promise<Result<OpenSession>> {
		const { context, runtime } = this;
		const form = await readForm(context, provider, item);
		if (!form.ok) return form;
		const key = JSON.stringify([provider.name, form.value]);
		const opened = this.sessionsByForm.get(key);
		if (opened) return ok(opened);
		const read = currentCredential(provider.credential, form.value, runtime);
		if (!read.ok) return read;
		const session = this.sessions.get(read.value.identity) ?? this.open(provider, item, read.value);
		this.sessionsByForm.set(key, session);
		return ok(session);
	}

	private open(provider: Provider, item: number, credential: ReadCredential): StoredSession {
		const { context, runtime, sessions } = this;
		const scope = { context, provider, item, runtime };
		const session: StoredSession = new StoredSession(scope, credential, (identity) =>
			sessions.set(identity, session),
		);
		sessions.set(credential.identity, session);
		return session;
	}

	warnings(): readonly string[] {
		return [...new Set(this.sessions.values())].flatMap((session) => session.warnings());
	}
}
