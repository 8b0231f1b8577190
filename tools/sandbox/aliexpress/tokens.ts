import { randomBytes } from 'node:crypto';

export interface Grant {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** Epoch milliseconds, like the next two. */
	readonly issued: number;
	readonly accessExpiresAt: number;
	readonly refreshExpiresAt: number;
}

/** Where the tokens of an app outlive its process. */
export interface GrantStore {
	/** Those of earlier processes. */
	readonly granted: readonly Grant[];
	/** Called with all valid ones whenever that changes. */
	readonly keep: (granted: readonly Grant[]) => void;
}

export interface AliExpressOptions {
	/** Seconds; default one day, like an app in test status. */
	readonly accessLife?: number;
	/** Seconds, which a refresh does not extend; default two days. */
	readonly refreshLife?: number;
	/** True for a gateway that gives a new access token only: the refresh token stays the same. */
	readonly keepsRefreshToken?: boolean;
	/** Default: the tokens end with the sandbox. */
	readonly store?: GrantStore;
}

const CODE_LIFE = 180_000;
const randomToken = (prefix: string): string => prefix + randomBytes(20).toString('hex');

/** The tokens and authorization codes of one AliExpress app. */
export class AliExpressTokens {
	private readonly codes = new Map<string, number>();
	private readonly byAccess = new Map<string, Grant>();
	private readonly byRefresh = new Map<string, Grant>();
	private newest: Grant;

	constructor(
		private readonly now: () => number,
		private readonly options: AliExpressOptions = {},
	) {
		for (const grant of options.store?.granted ?? []) this.add(grant);
		this.newest = this.grant();
	}

	get current(): Grant {
		return this.newest;
	}

	/** Creates an authorization code that works once, for three minutes. */
	issueCode(): string {
		const code = randomToken('3_500102_');
		this.codes.set(code, this.now() + CODE_LIFE);
		return code;
	}

	/** New tokens for a code; `null` when it is unknown, used or expired. */
	create(code: string): Grant | null {
		const ends = this.codes.get(code);
		this.codes.delete(code);
		if (ends === undefined || this.now() >= ends) return null;
		return this.grant();
	}

	/** New tokens; the old pair becomes invalid. `null` for an invalid refresh token. */
	refresh(refreshToken: string): Grant | null {
		const old = this.byRefresh.get(refreshToken);
		if (!old || this.now() >= old.refreshExpiresAt) return null;
		this.byRefresh.delete(refreshToken);
		this.byAccess.delete(old.accessToken);
		return this.grant(
			old.refreshExpiresAt,
			this.options.keepsRefreshToken ? refreshToken : undefined,
		);
	}

	isValid(accessToken: string): boolean {
		const grant = this.byAccess.get(accessToken);
		return grant !== undefined && this.now() < grant.accessExpiresAt;
	}

	expireAccess(): void {
		this.byAccess.clear();
	}

	revokeRefresh(): void {
		this.byRefresh.clear();
	}

	private grant(refreshExpiresAt?: number, refreshToken = randomToken('50001')): Grant {
		const issued = this.now();
		const { accessLife = 86_400, refreshLife = 172_800, store } = this.options;
		const grant: Grant = {
			accessToken: randomToken('50000'),
			refreshToken,
			issued,
			accessExpiresAt: issued + accessLife * 1000,
			refreshExpiresAt: refreshExpiresAt ?? issued + refreshLife * 1000,
		};
		this.add(grant);
		this.newest = grant;
		const isValid = ({ refreshExpiresAt: ends }: Grant): boolean => ends > issued;
		store?.keep([...this.byRefresh.values()].filter(isValid));
		return grant;
	}

	private add(grant: Grant): void {
		this.byAccess.set(grant.accessToken, grant);
		this.byRefresh.set(grant.refreshToken, grant);
	}
}
