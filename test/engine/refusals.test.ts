import cases from '../fixtures/reports.json';
import type { Provider } from '../../providers/contract';
import { compiled } from './engine.support';
import { trackingOf } from './orderStates.support';
import {
	ali,
	ALI_SAMPLE,
	amazon,
	GOES_ON,
	idsIn,
	many,
	ON_BRANCH,
	tuya,
	TUYA_SAMPLE,
	useStage,
	type Stage,
} from './stage.support';

const stage = useStage();
const UNKNOWN = '4048190439416163';

/** What the user entered, what they read, and what the description names: one for each place that refuses. */
const ENTERED: ReadonlyArray<readonly [Record<string, unknown>, RegExp, RegExp]> = [
	[ali(''), /^The Order ID is empty/, /Order ID/],
	[amazon('81'), /^The Order ID/, /902-3159896-1390916/],
	[tuya('search'), /"search" is not an order of a Tuya mall/, /Order ID/],
	[{ ...tuya(TUYA_SAMPLE), mall_code: '' }, /^The Mall Code is empty/, /Mall Code/],
	[{ provider: 'ebay', order_id: '1' }, /^The Provider "ebay" is unknown/, /aliexpress, tuya/],
];

test('what cannot be asked for is rejected before any request; the other items arrive when the workflow goes on', async () => {
	const orders = [ali(ALI_SAMPLE), ...ENTERED.map(([order]) => order)];
	const { error } = await stage.get(orders);
	expect(error?.message).toMatch(/^The Order ID is empty \(.*item 2[,)]/);
	expect(stage.sandbox.requests).toHaveLength(0);
	const finished = await stage.get(orders, {}, GOES_ON);
	expect(finished.items('Get Order')).toMatchObject([
		{ json: { order_id: ALI_SAMPLE, line_number: 1 } },
		...ENTERED.map(([, message, description], at) => ({
			json: {
				error: expect.stringMatching(message),
				message: expect.stringMatching(description),
			},
			pairedItem: { item: at + 1 },
		})),
	]);
	expect(stage.sandbox.requests.map(({ orderId }) => orderId)).toEqual([ALI_SAMPLE, ALI_SAMPLE]);
});

test.each([
	['10 seconds', '', {}, ali(UNKNOWN)],
	['Mall Code', '', {}, tuya('NO1')],
	['Mall Code', '', {}, { ...tuya(TUYA_SAMPLE), mall_code: 'OTHER' }],
	['looks like an order ID of AliExpress', '', {}, tuya(ALI_SAMPLE)],
	['App Secret', 'ali', { appSecret: 'wrong-secret-1234' }, ali(ALI_SAMPLE)],
	['Access Secret', 'tuya', { accessSecret: 'wrong-secret-1234' }, tuya(TUYA_SAMPLE)],
	['Base URL', 'tuya', { baseUrl: 'https://user:pass@127.0.0.1' }, tuya(TUYA_SAMPLE)],
])('the description says: %s', async (words, id, change, order) => {
	if (id) stage.engine.store.put(id, { ...stage.engine.store.get(id), ...change });
	const { error } = await stage.get([order]);
	expect(error?.description).toContain(words);
	expect(error?.message).toContain(order.order_id);
});

test('the error branch gets the failed orders with their input, otherwise the first failure ends the run', async () => {
	const orders = [ali(ALI_SAMPLE), ali(UNKNOWN), tuya(TUYA_SAMPLE), tuya('NO1')];
	const finished = await stage.get(orders, {}, ON_BRANCH);
	expect(idsIn(finished.jsons('Get Order'))).toEqual([ALI_SAMPLE, TUYA_SAMPLE]);
	expect(finished.items('Get Order', 1)).toMatchObject(
		[
			[1, 'aliexpress', UNKNOWN],
			[3, 'tuya', 'NO1'],
		].map(([item, provider, order_id]) => ({
			json: {
				provider,
				order_id,
				error: expect.any(String),
				message: expect.any(String),
				details: { reason: 'not_found' },
			},
			pairedItem: { item },
		})),
	);
	const stopped = await stage.get(orders);
	expect(stopped.error?.message).toMatch(/\(item 2[,)]/);
	expect(stopped.items('Get Order')).toEqual([]);
});

test.each([GOES_ON, ON_BRANCH])(
	'with Include Input Fields a failed order has the fields of its item, and goes where $onError sends it',
	async (settings) => {
		const orders = [{ ...ali(UNKNOWN), customer: 'Ada' }, ali(ALI_SAMPLE)];
		const finished = await stage.get(orders, { options: { includeInput: true } }, settings);
		const branch = settings === ON_BRANCH ? 1 : 0;
		const failed = { order_id: UNKNOWN, customer: 'Ada', details: { reason: 'not_found' } };
		expect(finished.jsons('Get Order', branch)[0]).toMatchObject(failed);
		expect(idsIn(finished.jsons('Get Order')).includes(UNKNOWN)).toBe(settings === GOES_ON);
	},
);

test('an item whose expression cannot be evaluated fails; the others get their orders', async () => {
	const orderId = "={{ $itemIndex === 1 ? $('No such node').item.json.id : $json.order_id }}";
	const orders = many(3);
	const finished = await stage.get(orders, { orderId }, ON_BRANCH);
	expect(finished.error).toBeUndefined();
	expect(idsIn(finished.jsons('Get Order'))).toEqual([orders[0]?.order_id, orders[2]?.order_id]);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{
			order_id: orders[1]?.order_id,
			error: 'An expression in this node could not be evaluated for this item',
			details: { reason: 'invalid_parameter' },
		},
	]);
});

test('an exception while fetching one order fails only that order', async () => {
	const { providers } = compiled<{ providers: Provider[] }>('providers/index.js');
	const [aliexpress] = providers;
	const normalize = (): never => {
		throw new RangeError('Maximum call stack size exceeded');
	};
	providers.push({ ...aliexpress, name: 'broken', normalize } as Provider);
	const finished = await stage.get(
		[{ ...ali(ALI_SAMPLE), provider: 'broken' }, ...many(8)],
		{ options: { concurrency: 2 } },
		ON_BRANCH,
	);
	providers.pop();
	expect(finished.error).toBeUndefined();
	expect(idsIn(finished.jsons('Get Order'))).toHaveLength(8);
	expect(finished.jsons('Get Order', 1)).toMatchObject([
		{
			order_id: ALI_SAMPLE,
			error: 'The response from AliExpress could not be turned into rows',
			details: { reason: 'unknown', code: 'RangeError' },
		},
	]);
	expect(JSON.stringify(finished.run)).not.toContain('stack size');
});

describe('what was reported', () => {
	interface Case {
		readonly name: string;
		readonly provider: 'aliexpress' | 'tuya';
		readonly ids?: readonly string[];
		readonly order?: unknown;
		readonly tracking?: unknown;
		/** Bodies that the gateway answers first, one for each order call. */
		readonly faults?: ReadonlyArray<Record<string, unknown>>;
		/** What a token call of AliExpress is answered. */
		readonly createAnswer?: unknown;
		readonly credential?: Readonly<Record<string, string>>;
		readonly baseUrlSuffix?: string;
		readonly parameters?: Readonly<Record<string, unknown>>;
		readonly onError?: 'continueRegularOutput';
		/** Path into what came of it → the value, a `/pattern/`, or a least number. */
		readonly expect: Readonly<Record<string, unknown>>;
	}

	const at = (value: unknown, path: string): unknown =>
		path
			.split('.')
			.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

	function check(actual: unknown, expected: unknown): void {
		const [, pattern] = (typeof expected === 'string' && /^\/(.*)\/$/.exec(expected)) || [];
		if (pattern !== undefined) expect(String(actual ?? '')).toMatch(new RegExp(pattern, 's'));
		else if (typeof expected === 'object' && expected !== null && '$min' in expected) {
			expect(actual).toBeGreaterThanOrEqual(Number(expected.$min));
		} else expect(actual).toEqual(expected);
	}

	test.each((cases as unknown as readonly Case[]).map((each) => [each.name, each] as const))(
		'%s',
		async (_, given) => {
			const { sandbox, engine } = stage;
			const isAli = given.provider === 'aliexpress';
			const ids = given.ids ?? [isAli ? ALI_SAMPLE : 'SO1'];
			for (const id of ids) {
				const key = id.replace(/\.0$|\u200b/g, '');
				if (given.order !== undefined) sandbox.setOrder(given.provider, key, given.order);
				sandbox.setTracking(key, given.tracking ?? trackingOf([]));
			}
			for (const body of given.faults ?? []) {
				const fault =
					'html' in body
						? ({ kind: 'not-json', text: String(body.html) } as const)
						: ({ kind: 'body', body } as const);
				sandbox.faults.next({ call: 'order' }, fault);
			}
			if (given.createAnswer !== undefined) {
				sandbox.faults.always({ call: 'token' }, { kind: 'body', body: given.createAnswer });
			}
			const credential = isAli ? 'ali' : 'tuya';
			const stored = engine.store.get(credential);
			engine.store.put(credential, {
				...stored,
				...given.credential,
				...(given.credential?.accessId ? { accessId: `${String(stored.accessId)}\u200b` } : {}),
				baseUrl: `${String(stored.baseUrl)}${given.baseUrlSuffix ?? ''}`,
			});
			const finished = await stage.get(
				ids.map(isAli ? ali : tuya),
				given.parameters as Parameters<Stage['get']>[1],
				given.onError ? { onError: given.onError } : {},
			);
			const result = {
				rows: finished.jsons('Get Order'),
				error: finished.error?.message,
				description: finished.error?.description,
				calls: sandbox.requests.length,
				wait: Math.max(0, ...stage.waits),
			};
			for (const [path, expected] of Object.entries(given.expect))
				check(at(result, path), expected);
		},
	);
});
