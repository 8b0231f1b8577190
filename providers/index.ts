import { aliexpress } from './aliexpress';
import { amazon } from './amazon';
import type { Provider } from './contract';
import { tuya } from './tuya';
import type { OrderSearch } from './search';

/** The providers that the node offers, in the order of its list. A new one is a line here. */
export const providers: Provider[] = [aliexpress, tuya, amazon];

/** A provider whose orders can be searched for. */
export type SearchProvider = Provider & { readonly search: OrderSearch<unknown> };

export const hasSearch = (provider: Provider): provider is SearchProvider =>
	provider.search !== undefined;
export const searchProviders = providers.filter(hasSearch);

/** @param name in small letters */
export const providerNamed = (name: string): Provider | undefined =>
	providers.find((provider) => provider.name === name);
