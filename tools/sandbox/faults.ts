import { chanceFrom, pick } from './chance';
import type { CallName, ProviderName } from './types';

/** A fault of the network or an unexpected reply. */
export type Fault =
	/** Closes the socket before any byte of the reply. */
	| { readonly kind: 'reset' }
	| { readonly kind: 'delay'; readonly ms: number }
	/** Never replies. */
	| { readonly kind: 'stall-headers' }
	/** Sends half of the body, then nothing. */
	| { readonly kind: 'stall-body' }
	/** Closes the connection after half of the body. */
	| { readonly kind: 'truncate' }
	/** Sends the JSON text twice. */
	| { readonly kind: 'double' }
	| { readonly kind: 'not-json'; readonly text?: string }
	| { readonly kind: 'content-type'; readonly type: string }
	/** `retryAfter` is the header as sent: seconds or an HTTP date. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly retryAfter?: number | string;
			readonly body?: unknown;
	  }
	| { readonly kind: 'body'; readonly body: unknown }
	| { readonly kind: 'oversize'; readonly bytes: number }
	| { readonly kind: 'endless' }
	/** `bytes` is the uncompressed size. */
	| { readonly kind: 'gzip-bomb'; readonly bytes: number }
	| { readonly kind: 'header-flood'; readonly bytes: number }
	| { readonly kind: 'redirect'; readonly to: string };

/** Selects requests; omitted fields match all. */
export interface Match {
	readonly provider?: ProviderName;
	readonly call?: CallName;
	readonly orderId?: string;
}

type Target = Required<{ readonly [K in keyof Match]: string }>;

interface Rule {
	readonly match: Match;
	readonly faults: readonly Fault[];
	/** The share of the matching requests, from 0 to 1. */
	readonly rate: number;
	/** Rules of a lower rank come first. */
	readonly rank: number;
	left: number;
}

const matches = (match: Match, target: Target): boolean =>
	(match.provider ?? target.provider) === target.provider &&
	(match.call ?? target.call) === target.call &&
	(match.orderId ?? target.orderId) === target.orderId;

/** Decides which request gets which fault: first `next`, then `always`, then `random`. */
export class FaultPlan {
	private rules: readonly Rule[] = [];
	private readonly chance: () => number;

	constructor(seed: number) {
		this.chance = chanceFrom(seed);
	}

	/** Applies the fault to the next `times` matching requests. */
	next(match: Match, fault: Fault, times = 1): void {
		this.add({ match, faults: [fault], rate: 1, rank: 0, left: times });
	}

	/** Applies the fault to all matching requests until `clear`. */
	always(match: Match, fault: Fault): void {
		this.add({ match, faults: [fault], rate: 1, rank: 1, left: Infinity });
	}

	/** Applies one of the faults to a share (0 to 1) of the matching requests, determined by the seed. */
	random(rate: number, faults: readonly Fault[], match: Match = {}): void {
		this.add({ match, faults, rate, rank: 2, left: Infinity });
	}

	clear(): void {
		this.rules = [];
	}

	/** The fault for a request, which counts as used. */
	take(target: Target): Fault | null {
		const rule = this.rules.find(
			({ match, rate }) => matches(match, target) && this.chance() < rate,
		);
		if (!rule) return null;
		if (--rule.left === 0) this.rules = this.rules.filter((other) => other !== rule);
		return pick(this.chance, rule.faults);
	}

	private add(rule: Rule): void {
		if (rule.left < 1 || rule.faults.length === 0) return;
		this.rules = [...this.rules, rule].sort((a, b) => a.rank - b.rank);
	}
}
