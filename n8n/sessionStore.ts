import type { Session } from '../client/session';
import type { Runtime } from '../http/runtime';
import type { Provider } from '../providers/contract';
import { succeed, type Outcome } from '../providers/failure';
import { readCredential } from './credentialReader';
import type { NodeContext } from './nodeContext';
import { StoredSession } from './storedSession';

/** A session as a node uses it. */
export interface OpenSession extends Session {
	/** Names the account without a secret. */
	readonly account: string;
	/** Sentences for the user about the credential. */
	notices(): readonly string[];
}

/**
 * The sessions of one run, one for each account: where a credential's fields are expressions, each
 * item can have an account of its own.
 */
export class SessionStore {
	private readonly sessions = new Map<string, StoredSession>();

	constructor(
		private readonly context: NodeContext,
		private readonly runtime: Runtime,
	) {}

	/** The session of the account that the credential names for this item. */
	async of(provider: Provider, item: number): Promise<Outcome<OpenSession>> {
		const { context, runtime } = this;
		const read = await readCredential(context, provider, item, runtime);
		if (!read.ok) return read;
		const known = this.sessions.get(read.value.identity);
		if (known) return succeed(known);
		const scope = { context, provider, item, runtime };
		const session: StoredSession = new StoredSession(scope, read.value, (identity) =>
			this.sessions.set(identity, session),
		);
		this.sessions.set(read.value.identity, session);
		return succeed(session);
	}

	notices(): readonly string[] {
		return [...new Set(this.sessions.values())].flatMap((session) => session.notices());
	}
}
