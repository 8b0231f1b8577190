import {
	ALIEXPRESS_CODES,
	ON_THE_WAY,
	TUYA_CODES,
	type Meaning,
} from '../../test/engine/faults.table';
import type { Fault, ProviderName } from '../sandbox';
import { chanceFrom, whole } from '../sandbox/chance';

/** A fault and what it means to the order whose call meets it. */
export interface Mishap {
	readonly title: string;
	readonly fault: Fault;
	readonly means: Meaning;
}

const CODES = { aliexpress: ALIEXPRESS_CODES, tuya: TUYA_CODES } as const;

/** All that can befall an order or tracking call. */
export const mishapsOf = (provider: ProviderName): readonly Mishap[] =>
	[...ON_THE_WAY, ...CODES[provider]].map(({ title, fault, means }) => ({
		title,
		fault,
		means: 'course' in means ? means : means[provider],
	}));

/**
 * What befalls the calls that renew a session: faults that pass, and none after the provider has
 * done what was asked, since a lost answer would lose tokens for good.
 */
export const renewalMishapsOf = (provider: ProviderName): readonly Mishap[] => {
	const losing = new Set(ON_THE_WAY.filter(({ loses }) => loses).map(({ fault }) => fault));
	return mishapsOf(provider).filter(
		({ fault, means }) => means.course === 'repeated' && !losing.has(fault),
	);
};

export interface Wanted {
	readonly provider: ProviderName;
	readonly order_id: string;
}

/** Order ids of both providers in turn; one in fifty is asked for a second time. */
export function wantedOrders(count: number, seed: number): readonly Wanted[] {
	const chance = chanceFrom(seed);
	const wanted: Wanted[] = [];
	for (let at = 0; at < count; at++) {
		const number =
			String(at).padStart(6, '0') + String(whole(chance, 0, 99_999_999)).padStart(8, '0');
		const again = at > 0 && chance() < 0.02 ? wanted[whole(chance, 0, at - 1)] : undefined;
		wanted.push(
			again ??
				(at % 2 === 0
					? { provider: 'aliexpress', order_id: `81${number}` }
					: { provider: 'tuya', order_id: `SO${number}` }),
		);
	}
	return wanted;
}
