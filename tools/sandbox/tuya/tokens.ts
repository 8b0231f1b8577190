import { randomBytes } from 'node:crypto';

export interface TuyaToken {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

/** The token call returns a new token if less than this is left (milliseconds). */
const RENEWAL = 60_000;
/** Milliseconds. */
const LIFETIME = 7_200_000;
const randomToken = (): string => randomBytes(16).toString('hex');

/** The tokens of one Tuya cloud project. */
export class TuyaTokens {
	private readonly valid = new Map<string, number>();
	private token: TuyaToken;

	constructor(private readonly now: () => number) {
		this.token = this.issue(now());
	}

	get newest(): TuyaToken {
		return this.token;
	}

	/** The current token if it is valid for another minute, otherwise a new one; the old one stays valid until it expires. */
	get(): TuyaToken {
		const now = this.now();
		const usable = this.valid.has(this.token.accessToken) && this.token.expiresAt - now >= RENEWAL;
		return usable ? this.token : this.issue(now);
	}

	/** Replaces the current pair; `null` unless it is the current refresh token. */
	refresh(refreshToken: string): TuyaToken | null {
		if (refreshToken !== this.token.refreshToken) return null;
		this.valid.delete(this.token.accessToken);
		return this.issue(this.now());
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
		const expiresAt = now + LIFETIME;
		this.token = { accessToken: randomToken(), refreshToken: randomToken(), expiresAt };
		this.valid.set(this.token.accessToken, expiresAt);
		return this.token;
	}
}
