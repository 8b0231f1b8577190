import type { Failure, Result } from '../providers/failure';

/** Orders in a row that have to fail before the rest is given up. */
const THRESHOLD = 5;
/** Faults of the connection that are the same for every order. */
const UNREACHABLE: readonly string[] = ['refused', 'dns', 'unreachable', 'connect_timeout'];

const isOfAccount = ({ kind, code = '' }: Failure): boolean =>
	kind === 'throttled' || (kind === 'transient' && UNREACHABLE.includes(code));

/**
 * Ends what cannot succeed: after several orders in a row have used up their retries because the
 * account is throttled or its host cannot be reached, the others of the run fail at once.
 */
export class CircuitBreaker {
	private inRow = 0;
	private last: Failure | undefined;

	/** Why no further order is fetched; `undefined` while orders may succeed. */
	get failure(): Failure | undefined {
		return this.inRow >= THRESHOLD ? this.last : undefined;
	}

	/** Takes what became of an order. */
	settled(outcome: Result<unknown>): void {
		const isCounted = !outcome.ok && isOfAccount(outcome.failure);
		this.inRow = isCounted ? this.inRow + 1 : 0;
		if (!outcome.ok) this.last = outcome.failure;
	}
}
