import { aliexpress } from './aliexpress';
import { amazon } from './amazon';
import type { DocumentedProvider } from './provider';
import { tuya } from './tuya';

/** The providers of the documentation. A new one is another entry. */
export const documentedProviders: readonly DocumentedProvider[] = [aliexpress, tuya, amazon];
