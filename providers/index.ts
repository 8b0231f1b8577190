import { aliexpress } from './aliexpress';
import type { Provider } from './contract';
import { tuya } from './tuya';

/** The providers that the node offers, in the order of its list. A new one is a line here. */
export const providers: Provider[] = [aliexpress, tuya];

/** @param name in small letters */
export const providerNamed = (name: string): Provider | undefined =>
	providers.find((provider) => provider.name === name);
