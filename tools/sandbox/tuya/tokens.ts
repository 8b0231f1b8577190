import { randomBytes } from 'node:crypto';

export interface TuyaToken {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

/** A token as the token call returns it. */
export interface IssuedToken extends TuyaToken {
	/** Remaining lifetime in whole seconds. */
	readonly remaining: number;
}

/** The token call returns a new token if less than this is left (milliseconds). */
const RENEWAL = 60_000;
const randomToken = (): string => randomBytes(16).toString('hex');
const withRemaining = (token: TuyaToken, now: number): IssuedToken => ({
	...token,
	remaining: Math.floor((token.expiresAt - now) / 1000),
});

/** The tokens of one Tuya cloud project. */
export class TuyaTokens {
	private readonly valid = new Map<string, number>();
	private token: TuyaToken;

	/** `lifetime` is in seconds. */
	constructor(
		private readonly now: () => number,
		private readonly lifetime: number,
	) {
		this.token = this.issue(now());
	}

	get newest(): TuyaToken {
		return this.token;
	}

	/** The current token if it is valid for another minute, otherwise a new one; the old one stays valid until it expires. */
	get(): IssuedToken {
		const now = this.now();
		const usable = this.valid.has(this.token.accessToken) && this.token.expiresAt - now >= RENEWAL;
		return withRemaining(usable ? this.token : this.issue(now), now);
	}

	/** Replaces the current pair; `null` unless it is the current refresh token. */
	refresh(refreshToken: string): IssuedToken | null {
		if (refreshToken !== this.token.refreshToken) return null;
		this.valid.delete(this.token.accessToken);
		const now = this.now();
		return withRemaining(this.issue(now), now);
	}

	isValid(accessToken: string): boolean {
		const expiresAt = this.valid.get(accessToken);
		return expiresAt !== undefined && this.now() < expiresAt;
	}

	expire(): void {
		this.valid.clear();
	}

	private issue(now: number): TuyaToken {
		for (const [token, expiresAt] of this.valid) if (expiresAt <= now) this.valid.delete(token);
		const expiresAt = now + this.lifetime * 1000;
		this.token = { accessToken: randomToken(), refreshToken: randomToken(), expiresAt };
		this.valid.set(this.token.accessToken, expiresAt);
		return this.token;
	}
}
