import { randomBytes } from 'node:crypto';

export interface App {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** What a seller authorized: an app. */
export interface Authorization {
	readonly clientId: string;
	readonly refreshToken: string;
	/** The number of the seller. */
	readonly seller: number;
}

/** Of access tokens, in seconds. */
export const LIFETIME = 3600;

interface Grant extends Authorization {
	/** Epoch milliseconds. */
	readonly expiresAt: number;
}

/** Apps, what sellers authorized them for, and access tokens: each for one authorization. */
export class AmazonTokens {
	private readonly secrets = new Map<string, string>();
	private readonly authorizations = new Map<string, Authorization>();
	private readonly grants = new Map<string, Grant>();
	private newestToken = '';
	private made = 0;

	constructor(private readonly now: () => number) {}

	get newest(): string {
		return this.newestToken;
	}

	register(): App {
		const clientId = `amzn1.application-oa2-client.${this.next()}`;
		const clientSecret = `amzn1.oa2-cs.v1.${this.next()}`;
		this.secrets.set(clientId, clientSecret);
		return { clientId, clientSecret };
	}

	/** The seller's refresh token for an app. */
	authorize(clientId: string, seller: number): string {
		const refreshToken = `Atzr|${this.next()}`;
		this.authorizations.set(refreshToken, { clientId, refreshToken, seller });
		return refreshToken;
	}

	isApp({ clientId, clientSecret }: App): boolean {
		return this.secrets.get(clientId) === clientSecret;
	}

	/** An access token; older ones stay valid. `null` for a refresh token that is not this app's. */
	renew(clientId: string, refreshToken: string): string | null {
		const authorization = this.authorizations.get(refreshToken);
		if (authorization?.clientId !== clientId) return null;
		this.newestToken = `Atza|${randomBytes(270).toString('base64url')}`;
		const expiresAt = this.now() + LIFETIME * 1000;
		this.grants.set(this.newestToken, { ...authorization, expiresAt });
		return this.newestToken;
	}

	/** Whom an access token stands for, or why it stands for nobody. */
	holder(accessToken: string): Authorization | 'expired' | 'invalid' {
		const grant = this.grants.get(accessToken);
		if (!grant) return 'invalid';
		return this.now() < grant.expiresAt ? grant : 'expired';
	}

	/** Whether a text holds a secret or a refresh token. */
	isIn(text: string): boolean {
		return [...this.secrets.values(), ...this.authorizations.keys()].some((secret) =>
			text.includes(secret),
		);
	}

	/** Expires every access token issued so far. */
	expire(): void {
		for (const [token, grant] of this.grants) this.grants.set(token, { ...grant, expiresAt: 0 });
	}

	/** A text that is the same in each sandbox, so that a credential can be used again. */
	private next(): string {
		return `sandbox${String(++this.made).padStart(25, '0')}`;
	}
}
