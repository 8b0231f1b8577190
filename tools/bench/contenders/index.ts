import { createRequire } from 'node:module';

import type { Access, Contender, ProviderName } from '../types';

interface Entry {
	/** Name in the tables. */
	readonly title: string;
	/** The only provider it supports, unless it supports both. */
	readonly only?: ProviderName;
	/** True for npm packages that only the benchmark installs. */
	readonly npmClient?: true;
}

/** Each is a file of that name, which exports a function of that name. */
const ENTRIES = {
	getOrder: { title: 'Get Order' },
	previous: { title: 'Get Order 0.1.0' },
	floor: { title: 'Floor' },
	engineFloor: { title: 'Floor in n8n' },
	helper: { title: 'n8n’s request helper' },
	aeSdk: { title: 'ae_sdk', only: 'aliexpress', npmClient: true },
	tuyaConnector: { title: 'tuya-connector-nodejs', only: 'tuya', npmClient: true },
} as const satisfies Readonly<Record<string, Entry>>;

export type ContenderName = keyof typeof ENTRIES;

export const CONTENDERS: Readonly<Record<ContenderName, Entry>> = ENTRIES;
export const CONTENDER_NAMES = Object.keys(ENTRIES) as readonly ContenderName[];

/** Loads only this contender, so that the others do not count in its memory. */
export async function openContender(name: string, access: Access): Promise<Contender> {
	const found = CONTENDER_NAMES.find((each) => each === name);
	if (!found) throw new Error(`Unknown contender "${name}"`);
	const loaded = createRequire(__filename)(`./${found}`) as Readonly<
		Record<string, ((access: Access) => Promise<Contender>) | undefined>
	>;
	const open = loaded[found];
	if (!open) throw new Error(`${found}.ts exports no ${found}`);
	return await open(access);
}
