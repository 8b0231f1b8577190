import { createRequire } from 'node:module';

import type { Sandbox } from '../sandbox';

export type ProviderName = 'aliexpress' | 'tuya';
export const PROVIDERS: Readonly<Record<ProviderName, string>> = {
	aliexpress: 'AliExpress',
	tuya: 'Tuya',
};

/** Order ids that exist in the sandbox, the same in every run. */
export const orderIdOf: Readonly<Record<ProviderName, (at: number) => string>> = {
	aliexpress: (at) => `81${String(at).padStart(14, '0')}`,
	tuya: (at) => `SO${String(at).padStart(10, '0')}`,
};

/** The sandbox's mall, and its credentials as n8n stores them, with valid tokens. */
export type Access = Pick<Sandbox, 'mallCode' | 'siteCode'> & {
	readonly aliexpress: Sandbox['demo']['aliExpressApi'];
	readonly tuya: Sandbox['demo']['tuyaApi'] & { readonly accessToken: string };
};

/** Orders to fetch, so many at a time. */
export interface Task {
	readonly provider: ProviderName;
	readonly orderIds: readonly string[];
	readonly concurrency: number;
}

/** A prepared run, of which only this call is measured; resolves to the number of orders it got. */
export type Run = () => Promise<number>;

/** A client to compare: prepares a run. */
export type Contender = (task: Task) => Run;

/** Each is a file of `contenders/` that exports `open`. `only` names the provider it supports, or that it is compared with none. */
export const CONTENDERS = {
	getOrder: { title: 'Get Order' },
	floor: { title: 'Floor' },
	helper: { title: 'n8n’s request helper' },
	aeSdk: { title: 'ae_sdk', only: 'aliexpress' },
	tuyaConnector: { title: 'tuya-connector', only: 'tuya' },
	getManyOrders: { title: 'Get Many Orders', only: 'alone' },
	orderTrigger: { title: 'Order Trigger', only: 'alone' },
} as const satisfies Readonly<
	Record<string, { readonly title: string; readonly only?: ProviderName | 'alone' }>
>;
export type ContenderName = keyof typeof CONTENDERS;

/** The contenders that support a provider, Get Order first. */
export const contendersFor = (provider: ProviderName): readonly ContenderName[] =>
	(Object.keys(CONTENDERS) as ContenderName[]).filter((name) => {
		const contender = CONTENDERS[name];
		return !('only' in contender) || contender.only === provider;
	});

/** Loads only this contender, so that the others do not count in its memory. */
export async function openContender(name: string, access: Access): Promise<Contender> {
	const { open } = createRequire(__filename)(`./contenders/${name}`) as {
		open: (access: Access) => Contender | Promise<Contender>;
	};
	return await open(access);
}

/** Maps the elements with limited concurrency; results are in the order of the elements. */
export async function mapConcurrent<From, To>(
	concurrency: number,
	elements: readonly From[],
	work: (element: From, index: number) => Promise<To>,
): Promise<To[]> {
	const results = new Array<To>(elements.length);
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < elements.length; index = next++) {
			results[index] = await work(elements[index] as From, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, elements.length) }, worker));
	return results;
}

/** A client that fetches one order after the other. */
export const fetchingEach =
	(fetchOrder: (orderId: string) => Promise<unknown>): Contender =>
	({ orderIds, concurrency }) =>
	async () =>
		countOrders(await mapConcurrent(concurrency, orderIds, fetchOrder));

/** Counts the responses, text or parsed, that contain an order. */
export const countOrders = (answers: readonly unknown[]): number =>
	answers.filter((answer) =>
		(typeof answer === 'string' ? answer : JSON.stringify(answer)).includes('"order_status"'),
	).length;
