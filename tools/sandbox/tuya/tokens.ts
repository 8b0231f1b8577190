import { randomBytes } from 'node:crypto';

export interface TuyaToken {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds. */
	readonly ends: number;
}

/** A token as the token call tells it. */
export interface TuyaAnswer extends TuyaToken {
	/** Whole seconds that the token has left. */
	readonly remaining: number;
}

/** With less life than this left, the token call gives a new token. */
const RENEWAL = 60_000;
const mint = (): string => randomBytes(16).toString('hex');
const told = (token: TuyaToken, now: number): TuyaAnswer => ({
	...token,
	remaining: Math.floor((token.ends - now) / 1000),
});

/** The tokens of one Tuya cloud project. */
export class TuyaTokens {
	private readonly valid = new Map<string, number>();
	private token: TuyaToken;

	/** `life` is in seconds. */
	constructor(
		private readonly now: () => number,
		private readonly life: number,
	) {
		this.token = this.issue(now());
	}

	get newest(): TuyaToken {
		return this.token;
	}

	/** The current token while it has a minute to live, else a new one; the old one lives to its end. */
	get(): TuyaAnswer {
		const now = this.now();
		const usable = this.valid.has(this.token.accessToken) && this.token.ends - now >= RENEWAL;
		return told(usable ? this.token : this.issue(now), now);
	}

	/** Ends the current pair and gives another; `null` for any but the current refresh token. */
	refresh(refreshToken: string): TuyaAnswer | null {
		if (refreshToken !== this.token.refreshToken) return null;
		this.valid.delete(this.token.accessToken);
		const now = this.now();
		return told(this.issue(now), now);
	}

	isValid(accessToken: string): boolean {
		const ends = this.valid.get(accessToken);
		return ends !== undefined && this.now() < ends;
	}

	expire(): void {
		this.valid.clear();
	}

	private issue(now: number): TuyaToken {
		for (const [token, ends] of this.valid) if (ends <= now) this.valid.delete(token);
		const ends = now + this.life * 1000;
		this.token = { accessToken: mint(), refreshToken: mint(), ends };
		this.valid.set(this.token.accessToken, ends);
		return this.token;
	}
}
