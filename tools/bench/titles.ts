import { ROUND_TRIP } from './plan';
import type { Path, ProviderName } from './types';

/** Names for the tables. */
export const PATHS: Readonly<Record<Path, string>> = {
	direct: 'loopback TLS',
	far: `${ROUND_TRIP} ms round trip`,
	new: `${ROUND_TRIP} ms, new connections`,
};
export const PROVIDERS: Readonly<Record<ProviderName, string>> = {
	aliexpress: 'AliExpress',
	tuya: 'Tuya',
};

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');
