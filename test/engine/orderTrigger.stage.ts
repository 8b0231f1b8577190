import type { INodeParameters } from 'n8n-workflow';

import type { ProviderName } from '../../tools/sandbox';
import { setState, type OrderState, type State } from './orderStates';
import { openPoll, type Polled, type Poller, type PollOptions } from './pollStage';
import { openStage } from './stage';

export const IDS = {
	tuya: ['SO1', 'SO2', 'SO3'],
	aliexpress: ['810001', '810002', '810003'],
} as const;
export const PROVIDERS = ['tuya', 'aliexpress'] as const;
export const EVENTS = ['orderStatus', 'paymentStatus', 'fulfillmentStatus', 'tracking'] as const;
export const DAY = 86_400_000;

/** Order Trigger on a stage, and orders whose state the test sets. */
export async function openOrderTrigger(...parameters: Parameters<typeof openStage>) {
	const stage = await openStage(...parameters);
	const { sandbox } = stage;
	const placed = new Map<string, number>();
	const put = (provider: ProviderName, id: string, given: State | OrderState): void => {
		const state = typeof given === 'string' ? { state: given } : given;
		const createdAt = state.createdAt ?? placed.get(id) ?? stage.now() - 2 * DAY;
		placed.set(id, createdAt);
		setState(sandbox, provider, id, { ...state, createdAt });
		if (provider === 'tuya') sandbox.tuya.place(id);
	};
	return {
		stage,
		sandbox,
		/** The order is like this from now on; by default it was placed two days ago. */
		put,
		/** An order that somebody places now. */
		place: (id: string, state: State = 'unpaid'): void =>
			put('tuya', id, { state, createdAt: stage.now() }),
		open: (
			provider: ProviderName,
			changed: INodeParameters = {},
			options: PollOptions = {},
		): Poller =>
			openPoll(
				stage,
				{
					provider,
					events: [...EVENTS],
					...(provider === 'tuya'
						? { mallCode: sandbox.mallCode, siteCode: sandbox.siteCode }
						: { orderIds: IDS.aliexpress.join('\n') }),
					...changed,
				},
				options,
			),
		/** Three orders of each provider and no others, all paid. */
		reset: (): void => {
			stage.reset();
			placed.clear();
			sandbox.tuya.clear();
			for (const provider of PROVIDERS) for (const id of IDS[provider]) put(provider, id, 'paid');
		},
	};
}

/** What a poll gave, briefly; null as it is. */
export const told = (polled: Polled) =>
	polled?.map(({ json }) => [json.order_id, json.event, json.change]) ?? null;

/** What an order tells that was sent with a first tracking number. */
export const SHIPPED = [
	'fulfillmentStatus, tracking',
	'fulfillment_status, tracking_numbers',
] as const;
