import type { INodeParameters } from 'n8n-workflow';

import type { ProviderName } from '../../tools/sandbox';
import { setState, type OrderState, type State } from './orderStates.support';
import { openPoll, type Polled, type Poller, type PollOptions } from './pollStage.support';
import { openStage } from './stage.support';

export const IDS = {
	tuya: ['SO1', 'SO2', 'SO3'],
	aliexpress: ['810001', '810002', '810003'],
} as const;
export const PROVIDERS = ['tuya', 'aliexpress'] as const;
export const EVENTS = ['orderStatus', 'paymentStatus', 'fulfillmentStatus', 'tracking'] as const;
export const ENGINES = ['memory', 'durable', 'durableWithoutCursors'] as const;
/** Milliseconds that one attempt has by default. */
const ATTEMPT = 30_000;
export const DAY = 86_400_000;

/** Waits for what happens in the sandbox or in the package. */
const until = async (isSo: () => boolean): Promise<void> =>
	await new Promise((resolve) => {
		const look = (): void => {
			if (isSo()) resolve();
			else setImmediate(look).unref();
		};
		look();
	});

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
		/** From now on the time of each poll is over as soon as this is so; gives the times it had. */
		endPolls: (isOver: () => boolean): number[] => {
			const given: number[] = [];
			stage.runtime.deadline = (milliseconds) => {
				if (milliseconds === ATTEMPT) return AbortSignal.timeout(milliseconds);
				given.push(milliseconds);
				const controller = new AbortController();
				void until(isOver).then(() =>
					controller.abort(new DOMException('Time is over', 'TimeoutError')),
				);
				return controller.signal;
			};
			return given;
		},
		until,
		/** Three orders of each provider and no others, all paid. */
		reset: (): void => {
			stage.reset();
			stage.runtime.deadline = (milliseconds) => AbortSignal.timeout(milliseconds);
			placed.clear();
			sandbox.tuya.clear();
			for (const provider of PROVIDERS) for (const id of IDS[provider]) put(provider, id, 'paid');
		},
	};
}

/** What a poll gave, briefly; null as it is. */
export const reported = (polled: Polled) =>
	polled?.map(({ json }) => [json.order_id, json.event, json.change]) ?? null;

/** What is reported of an order that was shipped with a first tracking number. */
export const SHIPPED = [
	'fulfillmentStatus, tracking',
	'fulfillment_status, tracking_numbers',
] as const;

interface PollError extends Error {
	readonly description?: string;
	readonly failure?: { readonly cause: string; readonly retryAfterMs?: number };
}
export const errorOf = async (poll: Promise<unknown>): Promise<PollError> =>
	await poll.then(
		() => {
			throw new Error('There was no error');
		},
		(thrown: PollError) => thrown,
	);
