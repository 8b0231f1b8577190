import { BoundedMap, BoundedSet } from '../../http/bounded';
import { fingerprint } from '../../order/fingerprint';
import type { Result } from '../../providers/failure';
import { isNewer, type Records, type TokenRecord } from './record';

const MOST = 10_000;
/** Accounts of one credential. */
const MOST_OF_ONE = 1000;

/** Codes or tokens, kept as hashes. */
class TokenSet {
	private readonly hashes = new BoundedSet(MOST);

	has(token: string): boolean {
		return this.hashes.size > 0 && this.hashes.has(fingerprint(token, 16));
	}

	add(token: string): void {
		this.hashes.add(fingerprint(token, 16));
	}

	delete(token: string): void {
		this.hashes.delete(fingerprint(token, 16));
	}
}

/**
 * What this process knows about tokens, because what n8n has stored can be lost or be another worker's older
 * state.
 */
export class TokenMemory {
	/** Codes and refresh tokens that the provider refused. */
	readonly refused = new TokenSet();
	/** Access tokens that the provider rejected: they have expired, wherever they are read from. */
	readonly rejected = new TokenSet();
	/** Renewals under way: however many ask, a one-time grant is sent once. */
	readonly renewals = new Map<string, Promise<Result<null>>>();
	private readonly records = new BoundedMap<TokenRecord>(MOST);
	/** The accounts of each credential in n8n, by its id. */
	private readonly idsOf = new BoundedMap<BoundedSet>(MOST);

	/**
	 * The records of a credential, each in the highest version that this process knows or n8n has stored.
	 *
	 * @param owner the credential's id in n8n, `''` where it is not known
	 * @param formIds ids of records that the form leads to
	 */
	recordsOf(owner: string, stored: Records, formIds: readonly string[]): Records {
		for (const [id, record] of stored) {
			const own = this.records.get(id);
			this.keep(id, own && isNewer(own, record) ? own : record, owner);
		}
		for (const id of formIds) this.keep(id, this.records.get(id), owner);
		const ids = [...(this.idsOf.get(owner) ?? []), ...stored.keys(), ...formIds];
		return new Map(
			ids.flatMap((id) => {
				const record = this.records.get(id);
				return record ? [[id, record] as const] : [];
			}),
		);
	}

	/** @param owner see `recordsOf` */
	keep(id: string, record: TokenRecord | undefined, owner: string): void {
		if (record === undefined) return;
		this.records.set(id, record);
		if (owner === '') return;
		this.idsOf.set(owner, (this.idsOf.get(owner) ?? new BoundedSet(MOST_OF_ONE)).add(id));
	}

	forget(id: string): void {
		this.records.delete(id);
	}
}
