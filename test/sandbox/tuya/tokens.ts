import { randomBytes } from 'node:crypto';

export interface TuyaToken {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds. */
	readonly ends: number;
}

/** With less life than this left, the token call gives a new token. */
const RENEWAL = 60_000;
const mint = (): string => randomBytes(16).toString('hex');

/** The tokens of one Tuya cloud project. */
export class TuyaTokens {
	private readonly valid = new Map<string, number>();
	private token: TuyaToken;

	/** `life` is in seconds. */
	constructor(
		private readonly now: () => number,
		private readonly life: number,
	) {
		this.token = this.issue();
	}

	get newest(): TuyaToken {
		return this.token;
	}

	/** The current token while it has a minute to live, else a new one; the old one lives to its end. */
	get(): TuyaToken {
		const usable = this.isValid(this.token.accessToken) && this.token.ends - this.now() >= RENEWAL;
		return usable ? this.token : this.issue();
	}

	/** Ends the current pair and gives another; `null` for any but the current refresh token. */
	refresh(refreshToken: string): TuyaToken | null {
		if (refreshToken !== this.token.refreshToken) return null;
		this.valid.delete(this.token.accessToken);
		return this.issue();
	}

	/** Whole seconds that the token has left. */
	remaining(token: TuyaToken): number {
		return Math.max(0, Math.floor((token.ends - this.now()) / 1000));
	}

	isValid(accessToken: string): boolean {
		const ends = this.valid.get(accessToken);
		return ends !== undefined && this.now() < ends;
	}

	expire(): void {
		this.valid.clear();
	}

	private issue(): TuyaToken {
		for (const [token, ends] of this.valid) if (ends <= this.now()) this.valid.delete(token);
		const ends = this.now() + this.life * 1000;
		this.token = { accessToken: mint(), refreshToken: mint(), ends };
		this.valid.set(this.token.accessToken, ends);
		return this.token;
	}
}
