import type { SigningCredentials } from '../providers/call';
import type { Result } from '../providers/failure';

/** The session of one account: its tokens, wherever they are kept and however they are renewed. */
export interface Session {
	/** What to sign with, renewed ahead of its end. */
	current(): Promise<Result<SigningCredentials>>;
	/** Another session than the one with this access token, which the provider has rejected. */
	renew(rejectedToken: string): Promise<Result<SigningCredentials>>;
	/** Everything that must not be shown, tokens of the past included. */
	secrets(): readonly string[];
}
