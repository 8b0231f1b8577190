import {
	ALIEXPRESS_CODES,
	ON_THE_WAY,
	TUYA_CODES,
	type Meaning,
} from '../../test/engine/faults.table';
import type { Fault, ProviderName } from '../sandbox';
import { chanceFrom, whole } from '../sandbox/chance';

/** A fault and its expected effect on the order. */
export interface PlannedFault {
	readonly title: string;
	readonly fault: Fault;
	readonly means: Meaning;
}

const CODES = { aliexpress: ALIEXPRESS_CODES, tuya: TUYA_CODES } as const;

/** All faults of order and tracking calls. */
export const faultsOf = (provider: ProviderName): readonly PlannedFault[] =>
	[...ON_THE_WAY, ...CODES[provider]].map(({ title, fault, means }) => ({ title, fault, means }));

/**
 * The faults of session renewals: transient ones only, and none that loses a reply after the provider
 * has issued tokens, because those would be lost for good.
 */
export const renewalFaultsOf = (provider: ProviderName): readonly PlannedFault[] => {
	const losing = new Set(ON_THE_WAY.filter(({ loses }) => loses).map(({ fault }) => fault));
	return faultsOf(provider).filter(
		({ fault, means }) => means.course === 'repeated' && !losing.has(fault),
	);
};

export interface Wanted {
	readonly provider: ProviderName;
	readonly order_id: string;
}

/** Order ids of alternating providers; 2 % of them are duplicates. */
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
