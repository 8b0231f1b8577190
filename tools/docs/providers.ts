import { aliexpress } from './aliexpress';
import type { DocumentedProvider } from './provider';
import { tuya } from './tuya';

/** The providers of the documentation. A new one is another entry. */
export const documentedProviders: readonly DocumentedProvider[] = [aliexpress, tuya];
