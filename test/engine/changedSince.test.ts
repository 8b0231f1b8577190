import type { IDataObject } from 'n8n-workflow';

import { chanceFrom } from '../../tools/sandbox/chance';
import { setState, trackingOf, type State } from './orderStates.support';
import { ALI_SAMPLE, useStage } from './stage.support';
import { CHANGE_KEYS } from '../support/changeKeys';

const stage = useStage();

const CHANGED = { changedSince: '={{ $json.state }}' };

/** One run over the rows of a table; gives the items by order. */
const run = async (
	rows: readonly IDataObject[],
	{
		options = {},
		output = 'order',
		onError,
	}: { options?: IDataObject; output?: string; onError?: 'continueRegularOutput' } = {},
) => {
	const finished = await stage.get(
		rows,
		{ output, options: { ...CHANGED, ...options } },
		onError ? { onError } : {},
	);
	if (finished.error) throw new Error(finished.error.message);
	return finished.jsons('Get Order') as IDataObject[];
};

test.each(['items', 'order'])(
	'%s: an order has the keys of a change when it is new and when it changes, and no item otherwise',
	async (output) => {
		const row = { provider: 'tuya', order_id: 'SO1', state: '' };
		setState(stage.sandbox, 'tuya', 'SO1', 'shipped');
		const [first] = await run([row], { output });
		expect(Object.keys(first ?? {}).filter((key) => CHANGE_KEYS.includes(key))).toEqual(
			CHANGE_KEYS,
		);
		expect(first).toMatchObject({ change: 'new', new_tracking_numbers: 'TN-SO1' });
		const stored = { ...row, state: first?.state as string };
		stage.restart();
		expect(await run([stored], { output })).toEqual([]);
		setState(stage.sandbox, 'tuya', 'SO1', { state: 'delivered', tracking: ['TN-SO1', 'TN-2'] });
		const [second] = await run([stored], { output });
		expect(second).toMatchObject({
			change: 'order_status, fulfillment_status, tracking_numbers',
			previous_order_status: 'processing',
			previous_payment_status: 'paid',
			previous_fulfillment_status: 'shipped',
			new_tracking_numbers: 'TN-2',
		});
	},
);

test('Raw is returned only after a change, as the provider sent it', async () => {
	setState(stage.sandbox, 'tuya', 'SO1', 'paid');
	const row = { provider: 'tuya', order_id: 'SO1' };
	const [raw] = await run([row], { output: 'raw' });
	expect(raw).toHaveProperty('commodity_list');
	expect(raw).not.toHaveProperty('state');
	const [order] = await run([row]);
	expect(await run([{ ...row, state: order?.state as string }], { output: 'raw' })).toEqual([]);
});

test.each([[undefined], [null], [''], ['  ']])('a row whose state is %j is new', async (state) => {
	const [item] = await run([{ provider: 'aliexpress', order_id: ALI_SAMPLE, state }]);
	expect(item).toMatchObject({ change: 'new', state: expect.stringMatching(/^v1\|aliexpress:/) });
});

test('a state that is none fails its own order, and names the option and the column', async () => {
	setState(stage.sandbox, 'tuya', 'SO1', 'paid');
	setState(stage.sandbox, 'tuya', 'SO2', 'paid');
	const [first] = await run([{ provider: 'tuya', order_id: 'SO1' }]);
	const rows = [
		{ provider: 'tuya', order_id: 'SO1', state: 'processing' },
		{ provider: 'tuya', order_id: 'SO2', state: first?.state as string },
		{ provider: 'tuya', order_id: 'SO2' },
	];
	const items = await run(rows, { onError: 'continueRegularOutput' });
	expect(items).toMatchObject([
		{
			error: 'The option Only If Changed Since has no state, but "processing"',
			message: expect.stringContaining('“state”'),
		},
		{ error: 'The option Only If Changed Since has the state of another order' },
		{ order_id: 'SO2', change: 'new' },
	]);
});

test('two rows of one order with different states are fetched once and compared each', async () => {
	setState(stage.sandbox, 'tuya', 'SO1', 'paid');
	const row = { provider: 'tuya', order_id: 'SO1' };
	const [{ state } = {}] = await run([row]);
	const before = stage.sandbox.count('order');
	expect(await run([{ ...row, state: state as string }, row])).toMatchObject([{ change: 'new' }]);
	expect(stage.sandbox.count('order')).toBe(before + 1);
});

test('turning Include Tracking on or off is no change', async () => {
	const row = { provider: 'aliexpress', order_id: ALI_SAMPLE };
	for (const includeTracking of [true, false]) {
		const [{ state } = {}] = await run([row], { options: { includeTracking } });
		const stored = [{ ...row, state: state as string }];
		expect(await run(stored, { options: { includeTracking: !includeTracking } })).toEqual([]);
	}
});

describe('a table that stores the state of what it was reported', () => {
	const ROUNDS = 8;
	const ORDERS = 40;
	const PATHS: ReadonlyArray<readonly State[]> = [
		['unpaid', 'paid', 'shipped', 'delivered'],
		['unpaid', 'paid', 'canceled'],
		['paid', 'shipped', 'shipped', 'delivered'],
		['unpaid', 'canceled'],
	];
	const STATUSES = ['order_status', 'payment_status', 'fulfillment_status'];
	/** What a user has had reported of an order: its numbers too, unless its parcels could not be asked for. */
	const told = (item: IDataObject): readonly unknown[] => [
		...STATUSES.map((name) => item[name]),
		...((item.warnings as string[]).length > 0 ? [] : [item.tracking_numbers]),
	];

	const REFUSED = { error_response: { code: 'isv.invalid-parameter', msg: 'no' } };
	interface Row extends IDataObject {
		provider: 'aliexpress' | 'tuya';
		order_id: string;
		state: string;
	}

	test('is reported each change of orders that move, with faults, restarts, lost writes and two workers, and none twice', async () => {
		const random = chanceFrom(20_261_129);
		const rows = Array.from({ length: ORDERS }, (_, at): Row => {
			const isTuya = at % 2 === 0;
			return {
				provider: isTuya ? 'tuya' : 'aliexpress',
				order_id: isTuya ? `SO${1000 + at}` : `81${String(at).padStart(14, '0')}`,
				state: '',
			};
		});
		const known = new Map<string, readonly unknown[]>();
		const orders = rows.map((row) => ({
			row,
			path: PATHS[Math.floor(random() * PATHS.length)] ?? [],
			step: 0,
			numbers: [] as string[],
		}));
		/** The order as it is now, or a refusal in its place. */
		const show = ({ row, path, step, numbers }: (typeof orders)[number], faults: boolean) => {
			const { provider, order_id } = row;
			const state = path[step] ?? 'unpaid';
			if (faults && random() < 0.1) {
				stage.sandbox.setOrder(
					provider,
					order_id,
					provider === 'tuya'
						? { success: false, code: 1109, msg: 'param is illegal', t: 1 }
						: REFUSED,
				);
			} else {
				setState(stage.sandbox, provider, order_id, {
					state,
					tracking: provider === 'tuya' ? numbers : [],
				});
			}
			if (provider === 'tuya') return;
			const isRefused = faults && random() < 0.2;
			stage.sandbox.setTracking(order_id, isRefused ? REFUSED : trackingOf(numbers));
		};
		const table = async () => await run(rows, { onError: 'continueRegularOutput' });
		const store = (items: readonly IDataObject[], faults: boolean): void => {
			const byId = new Map(rows.map((row) => [row.order_id, row]));
			for (const item of items) {
				const row = byId.get(String(item.order_id));
				if (!row || 'error' in item || (faults && random() < 0.2)) continue;
				row.state = String(item.state);
				known.set(row.order_id, told(item));
			}
		};
		for (let round = 0; round < ROUNDS; round++) {
			const faults = round < ROUNDS - 1;
			for (const order of orders) {
				if (faults && random() < 0.4) order.step = Math.min(order.step + 1, order.path.length - 1);
				const isSent = ['shipped', 'delivered'].includes(order.path[order.step] ?? '');
				if (isSent && (order.numbers.length === 0 || (faults && random() < 0.2))) {
					order.numbers = [...order.numbers, `TN${order.row.order_id}${order.numbers.length}`];
				}
				show(order, faults);
			}
			if (random() < 0.5) stage.restart();
			// Two workers read the same table, and each writes what it reported.
			const workers =
				faults && random() < 0.3 ? await Promise.all([table(), table()]) : [await table()];
			for (const items of workers) store(items, faults);
		}
		expect(await table()).toEqual([]);
		const present = await run(rows.map((row) => ({ ...row, state: '' })));
		for (const item of present) {
			const last = known.get(String(item.order_id)) ?? [];
			expect(told(item).slice(0, last.length)).toEqual(last);
		}
		expect(known.size).toBe(ORDERS);
	});
});

test('Attention adds its keys, is news when it begins or is turned on, and once', async () => {
	const createdAt = stage.now() - 86_400_000;
	setState(stage.sandbox, 'tuya', 'SO1', { state: 'paid', createdAt });
	const row = { provider: 'tuya', order_id: 'SO1' };
	const attention = { limits: { notShippedAfter: 3 } };
	const [{ state: without } = {}] = await run([row]);
	const [{ state, ...first } = {}] = await run([row], { options: { attention } });
	expect(first).toMatchObject({ change: 'new', attention: '', attention_since: null });
	const stored = { ...row, state: state as string };
	expect(await run([stored], { options: { attention } })).toEqual([]);
	stage.advance(4 * 86_400_000);
	const begun = {
		change: 'attention',
		attention: 'not_shipped',
		attention_since: new Date(createdAt + 3 * 86_400_000).toISOString(),
	};
	const [late] = await run([stored], { options: { attention } });
	expect(late).toMatchObject(begun);
	expect(
		await run([{ ...row, state: without as string }], { options: { attention } }),
	).toMatchObject([begun]);
	// A clock that jumps back and forth is no news either.
	for (const days of [0, -10, 10]) {
		stage.advance(days * 86_400_000);
		const known = [{ ...row, state: late?.state as string }];
		expect(await run(known, { options: { attention } })).toEqual([]);
	}
});
