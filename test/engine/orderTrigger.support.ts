import type { INodeParameters } from 'n8n-workflow';

import type { ProviderName } from '../../tools/sandbox';
import { setState, type OrderState, type State } from './orderStates.support';
import { openPoll, type Polled, type Poller, type PollOptions } from './pollStage.support';
import { useStage } from './stage.support';

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

/** Waits until this is true of the sandbox or the package. */
const until = async (isSo: () => boolean): Promise<void> =>
	await new Promise((resolve) => {
		const look = (): void => {
			if (isSo()) resolve();
			else setImmediate(look).unref();
		};
		look();
	});

/** Order Trigger on a stage for the whole file: three orders of each provider, all paid, and no others. */
export function useOrderTrigger() {
	const stage = useStage();
	const placed = new Map<string, number>();
	const put = (provider: ProviderName, id: string, given: State | OrderState): void => {
		const state = typeof given === 'string' ? { state: given } : given;
		const createdAt = state.createdAt ?? placed.get(id) ?? stage.now() - 2 * DAY;
		placed.set(id, createdAt);
		setState(stage.sandbox, provider, id, { ...state, createdAt });
		if (provider === 'tuya') stage.sandbox.tuya.place(id);
	};
	const open = (
		provider: ProviderName,
		changed: INodeParameters = {},
		options: PollOptions = {},
	): Poller => {
		const { mallCode, siteCode } = stage.sandbox;
		const own =
			provider === 'tuya' ? { mallCode, siteCode } : { orderIds: IDS.aliexpress.join('\n') };
		return openPoll(stage, { provider, events: [...EVENTS], ...own, ...changed }, options);
	};
	beforeEach(() => {
		placed.clear();
		stage.sandbox.tuya.clear();
		for (const provider of PROVIDERS) for (const id of IDS[provider]) put(provider, id, 'paid');
	});
	return {
		stage,
		get sandbox() {
			return stage.sandbox;
		},
		/** Puts an order into this state; by default it was placed two days ago. */
		put,
		/** Places an order now. */
		place: (id: string, state: State = 'unpaid'): void =>
			put('tuya', id, { state, createdAt: stage.now() }),
		open,
		/** Opened, and activated without an event. */
		activated: async (...parameters: Parameters<typeof open>): Promise<Poller> => {
			const poller = open(...parameters);
			expect(await poller.activate()).toBeNull();
			return poller;
		},
		/** From now on ends the time of each poll as soon as this is true; returns the times that polls had. */
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
	};
}

/** What a poll gave, briefly; null as it is. */
export const reported = (polled: Polled) =>
	polled?.map(({ json }) => [json.order_id, json.event, json.change]) ?? null;
export const idsOf = (polled: Polled): unknown[] => (reported(polled) ?? []).map(([id]) => id);

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
