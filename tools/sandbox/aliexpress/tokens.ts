import { randomBytes } from 'node:crypto';

export interface Lives {
	/** Seconds. */
	readonly access: number;
	/** Seconds; a refresh does not lengthen it. */
	readonly refresh: number;
}

export interface Grant {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds, as are the next. */
	readonly issued: number;
	readonly accessEnds: number;
	readonly refreshEnds: number;
}

const CODE_LIFE = 180_000;
const mint = (prefix: string): string => prefix + randomBytes(20).toString('hex');

/** The tokens and authorization codes of one AliExpress app. */
export class AliExpressTokens {
	private readonly codes = new Map<string, number>();
	private readonly byAccess = new Map<string, Grant>();
	private readonly byRefresh = new Map<string, Grant>();
	private newest: Grant;

	constructor(
		private readonly now: () => number,
		private readonly lives: Lives,
	) {
		this.newest = this.grant();
	}

	get current(): Grant {
		return this.newest;
	}

	/** A fresh authorization code: works once, for three minutes. */
	issueCode(): string {
		const code = mint('3_500102_');
		this.codes.set(code, this.now() + CODE_LIFE);
		return code;
	}

	/** New tokens for a code, or `null` when it is unknown, used or too old. */
	create(code: string): Grant | null {
		const ends = this.codes.get(code);
		this.codes.delete(code);
		if (ends === undefined || this.now() >= ends) return null;
		return this.grant();
	}

	/** Both tokens anew; the old pair ends at once. `null` for a refresh token that does not work. */
	refresh(refreshToken: string): Grant | null {
		const old = this.byRefresh.get(refreshToken);
		if (!old || this.now() >= old.refreshEnds) return null;
		this.byRefresh.delete(refreshToken);
		this.byAccess.delete(old.accessToken);
		return this.grant(old.refreshEnds);
	}

	isValid(accessToken: string): boolean {
		const grant = this.byAccess.get(accessToken);
		return grant !== undefined && this.now() < grant.accessEnds;
	}

	expireAccess(): void {
		this.byAccess.clear();
	}

	revokeRefresh(): void {
		this.byRefresh.clear();
	}

	private grant(refreshEnds?: number): Grant {
		const issued = this.now();
		const grant: Grant = {
			accessToken: mint('50000'),
			refreshToken: mint('50001'),
			issued,
			accessEnds: issued + this.lives.access * 1000,
			refreshEnds: refreshEnds ?? issued + this.lives.refresh * 1000,
		};
		this.byAccess.set(grant.accessToken, grant);
		this.byRefresh.set(grant.refreshToken, grant);
		this.newest = grant;
		return grant;
	}
}
