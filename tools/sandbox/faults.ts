import { chanceFrom, pick } from './chance';
import type { CallName, ProviderName } from './types';

/** What can go wrong with an answer on its way, or be answered in place of the right one. */
export type Fault =
	/** The socket is destroyed before anything is answered. */
	| { readonly kind: 'reset' }
	| { readonly kind: 'delay'; readonly ms: number }
	/** Nothing is ever answered. */
	| { readonly kind: 'stall-headers' }
	/** Half of the body, then nothing. */
	| { readonly kind: 'stall-body' }
	/** Half of the body under the content length of the whole, then the end. */
	| { readonly kind: 'truncate' }
	/** The JSON text twice in a row. */
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
	/** `bytes` counts the body as unpacked. */
	| { readonly kind: 'gzip-bomb'; readonly bytes: number }
	| { readonly kind: 'header-flood'; readonly bytes: number }
	| { readonly kind: 'redirect'; readonly to: string };

/** Which requests a fault is for; what is left out matches all. */
export interface Match {
	readonly provider?: ProviderName;
	readonly call?: CallName;
	readonly orderId?: string;
}

type Target = Required<{ readonly [K in keyof Match]: string }>;

interface Rule {
	readonly match: Match;
	readonly fault: Fault;
	left: number;
}

interface Lottery {
	readonly rate: number;
	readonly kinds: readonly Fault[];
	readonly match: Match;
}

const matches = (match: Match, target: Target): boolean =>
	(match.provider ?? target.provider) === target.provider &&
	(match.call ?? target.call) === target.call &&
	(match.orderId ?? target.orderId) === target.orderId;

/** Which request meets which fault: first those set for the next ones, then the lasting, then chance. */
export class FaultPlan {
	private rules: Rule[] = [];
	private lotteries: Lottery[] = [];
	private readonly chance: () => number;

	constructor(seed: number) {
		this.chance = chanceFrom(seed);
	}

	/** The next `times` matching requests meet the fault. */
	next(match: Match, fault: Fault, times = 1): void {
		if (times > 0) this.rules.push({ match, fault, left: times });
	}

	/** Every matching request meets the fault until `clear`. */
	always(match: Match, fault: Fault): void {
		this.rules.push({ match, fault, left: Infinity });
	}

	/** A share of the matching requests (0 to 1), chosen by the seed, meets one of the faults. */
	random(rate: number, kinds: readonly Fault[], match: Match = {}): void {
		if (kinds.length > 0) this.lotteries.push({ rate, kinds, match });
	}

	clear(): void {
		this.rules = [];
		this.lotteries = [];
	}

	/** The fault for a request, taken off the plan. */
	take(target: Target): Fault | null {
		const fitting = this.rules.filter(({ match }) => matches(match, target));
		const rule = fitting.find(({ left }) => left !== Infinity) ?? fitting[0];
		if (rule) {
			rule.left--;
			if (rule.left === 0) this.rules.splice(this.rules.indexOf(rule), 1);
			return rule.fault;
		}
		const won = this.lotteries.find(
			({ match, rate }) => matches(match, target) && this.chance() < rate,
		);
		return won ? pick(this.chance, won.kinds) : null;
	}
}
