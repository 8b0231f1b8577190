import type { Runtime } from '../../http/runtime';
import type { Provider } from '../../providers/contract';
import { ok, type Result } from '../../providers/failure';
import { credentialId, readForm, type NodeContext } from '../context';
import { currentCredential } from './credential';
import { StoredSession, type OpenSession } from './storedSession';
import { unlessAborted } from './unlessAborted';

/**
 * The sessions of one run, one for each account: where a credential's fields are expressions, each
 * item can have an account of its own.
 */
export class SessionStore {
	private readonly sessions = new Map<string, StoredSession>();
	/** By what a person typed, which is the same for most items. */
	private readonly sessionsByForm = new Map<string, StoredSession>();

	constructor(
		private readonly context: NodeContext,
		private readonly runtime: Runtime,
		private readonly signal: AbortSignal,
	) {}

	/** The session of the account that the credential names for this item. */
	async of(provider: Provider, item: number): Promise<Result<OpenSession>> {
		const { context, runtime, signal, sessions } = this;
		const form = await unlessAborted(readForm(context, provider, item), signal, {
			kind: 'canceled',
			message: `The ${provider.displayName} credential was not loaded in time`,
			description:
				'Run the workflow again. If the credential comes from an external secrets store, check that n8n can reach it.',
		});
		if (!form.ok) return form;
		const { record: _, oauthTokenData: __, ...typed } = form.value;
		const key = JSON.stringify([provider.name, typed]);
		const opened = this.sessionsByForm.get(key);
		if (opened) return ok(opened);
		const owner = credentialId(context, provider);
		const read = currentCredential(provider.credential, form.value, runtime, owner);
		if (!read.ok) return read;
		const { id } = read.value;
		const scope = { context, provider, item, runtime, signal };
		const session = sessions.get(id) ?? new StoredSession(scope, read.value);
		sessions.set(id, session);
		this.sessionsByForm.set(key, session);
		return ok(session);
	}

	/** Sentences for the user, at the end of the run. */
	async warnings(): Promise<readonly string[]> {
		const sessions = [...this.sessions.values()];
		// One session of a credential sees the records of all its accounts.
		const written = sessions.filter(({ isWritten }) => isWritten);
		const last = new Map(written.map((session) => [session.credentialType, session]));
		const stored = await Promise.all([...last.values()].map((each) => each.storedWarnings()));
		return [...sessions.flatMap((session) => session.warnings()), ...stored.flat()];
	}
}
