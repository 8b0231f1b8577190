import { readFileSync } from 'node:fs';
import path from 'node:path';

import { codes, tables } from '../../tools/docs/markdown';
import {
	BOTH_TIMES,
	expectDelivered,
	expectFailure,
	expectWaits,
	faultStage,
	HASTY,
	runWithFault,
	waits,
	type Times,
} from './faults.support';
import {
	ALIEXPRESS_CODES,
	KINDS,
	LOSING,
	ON_THE_WAY,
	ONE_PER_COURSE,
	TUYA_CODES,
	type Course,
	type Meaning,
} from './faultTable.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE } from './stage.support';

/** An order with parcels, which has tracking. */
const SHIPPED = '8100000000000002';

const stage = faultStage(
	async ({ get }) =>
		await get([ali(SHIPPED), tuya(TUYA_SAMPLE)], { options: { includeTracking: true } }),
);

const ORDERS = {
	aliexpress: {
		order: ali(ALI_SAMPLE),
		id: ALI_SAMPLE,
		rows: 1,
		faults: [...ON_THE_WAY, ...ALIEXPRESS_CODES],
	},
	tuya: {
		order: tuya(TUYA_SAMPLE),
		id: TUYA_SAMPLE,
		rows: 3,
		faults: [...ONE_PER_COURSE, ...TUYA_CODES],
	},
} as const;

/** How often the call with the fault is made. */
const CALLS: Readonly<Record<Course, Readonly<Record<Times, number>>>> = {
	harmless: { once: 1, always: 1 },
	repeated: { once: 2, always: 3 },
	final: { once: 1, always: 1 },
	renewed: { once: 2, always: 2 },
};
/** AliExpress gives another token each time, of which a call may use up three; Tuya gives the same. */
const callsOf = (course: Course, times: Times, provider = 'tuya'): number =>
	course === 'renewed' && times === 'always' && provider === 'aliexpress'
		? 4
		: CALLS[course][times];
const isDelivered = (course: Course, times: Times): boolean =>
	course === 'harmless' || (course !== 'final' && times === 'once');

describe.each(['aliexpress', 'tuya'] as const)('%s: a fault of the order call', (provider) => {
	const { order, id, rows, faults } = ORDERS[provider];

	test.each(faults.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
		const expected = row.means;
		for (const times of BOTH_TIMES) {
			stage.current.reset();
			const finished = await runWithFault(stage.current, 'order', row, times, order);
			if (isDelivered(expected.course, times)) expectDelivered(finished, id, rows);
			else expectFailure(finished, expected);
			const calls = callsOf(expected.course, times, provider);
			expect(stage.current.sandbox.count('order')).toBe(calls);
			expectWaits(stage.current, expected, calls - 1);
			const renewals =
				stage.current.sandbox.count('token') + stage.current.sandbox.count('refresh');
			expect(renewals).toBe(
				Number(provider === 'tuya') + (expected.course === 'renewed' ? calls - 1 : 0),
			);
		}
	});
});

describe('aliexpress: a fault of the tracking call', () => {
	const bare = { order_id: SHIPPED, warnings: [] };

	const refused = ALIEXPRESS_CODES.filter(({ means }) => means.course === 'renewed');

	test.each([...ONE_PER_COURSE, ...refused].map((row) => [row.title, row] as const))(
		'%s: the order is fetched with or without tracking',
		async (_title, row) => {
			const expected = row.means;
			for (const times of BOTH_TIMES) {
				stage.current.reset();
				const finished = await runWithFault(stage.current, 'tracking', row, times, ali(SHIPPED));
				const items = finished.jsons('Get Order');
				expect(items).toHaveLength(1);
				if (isDelivered(expected.course, times)) {
					expect(items[0]).toMatchObject(bare);
					expect(JSON.stringify(items[0]?.shipments)).toContain('Sandbox Express');
				} else {
					expect(items[0]?.order_id).toBe(SHIPPED);
					const [warning = '', ...others] = items[0]?.warnings as string[];
					expect(others).toEqual([]);
					expect(warning).toMatch(/^Tracking was not added: .*\.$/);
					expect(warning.replace(/^[^:]*: |\.$/g, '')).toMatch(expected.message ?? /^$/);
				}
				const calls = callsOf(expected.course, times, 'aliexpress');
				expect(stage.current.sandbox.count('order')).toBe(1);
				expect(stage.current.sandbox.count('tracking')).toBe(calls);
				expectWaits(stage.current, expected, calls - 1);
			}
		},
	);
});

describe('tuya: a fault of the token call', () => {
	test.each([...ONE_PER_COURSE, ...TUYA_CODES].map((row) => [row.title, row] as const))(
		'%s',
		async (_title, row) => {
			const own = row.onRenewal ?? row.means;
			// No other session is available, so a refused token call fails immediately.
			const expected: Meaning = own.course === 'renewed' ? { ...own, course: 'final' } : own;
			for (const times of BOTH_TIMES) {
				stage.current.reset();
				const finished = await runWithFault(stage.current, 'token', row, times, tuya(TUYA_SAMPLE));
				const delivered = isDelivered(expected.course, times);
				if (delivered) expectDelivered(finished, TUYA_SAMPLE, 3);
				else expectFailure(finished, expected);
				const calls = callsOf(expected.course, times);
				expect(stage.current.sandbox.count('token')).toBe(calls);
				expect(stage.current.sandbox.count('order')).toBe(Number(delivered));
				expect(stage.current.waits).toEqual(
					expected.course === 'repeated' ? waits(calls - 1, expected.asked) : [],
				);
			}
		},
	);
});

describe('aliexpress: a fault of the call that renews the session', () => {
	const LOST: Meaning = {
		course: 'final',
		reason: 'authorization_required',
		message: /the Refresh Token$/,
	};
	/** Before it fails, the node reads the credential again: another worker may be storing a session. */
	const LOOKS = [200, 400, 800, 1600, 3200];

	test.each(
		[...ONE_PER_COURSE, ...LOSING, ...ALIEXPRESS_CODES].map((row) => [row.title, row] as const),
	)('%s', async (_title, row) => {
		const expected = row.onRenewal ?? row.means;
		for (const times of BOTH_TIMES) {
			stage.current.reset();
			stage.current.sandbox.expireAccessTokens('aliexpress');
			const finished = await runWithFault(stage.current, 'refresh', row, times, ali(ALI_SAMPLE));
			const delivered = isDelivered(expected.course, times) && !row.loses;
			const refused = row.loses && times === 'once' ? LOST : expected;
			if (delivered) expectDelivered(finished, ALI_SAMPLE, 1);
			else expectFailure(finished, refused);
			const calls = callsOf(expected.course, times);
			expect(stage.current.sandbox.count('refresh')).toBe(calls);
			// The rejected token is not sent again.
			expect(stage.current.sandbox.count('order')).toBe(1 + Number(delivered));
			expect(stage.current.waits).toEqual([
				...(expected.course === 'repeated' ? waits(calls - 1, expected.asked) : []),
				...(!delivered && refused.reason === 'authorization_required' ? LOOKS : []),
			]);
		}
	});
});

test('each kind of fault has its row', () => {
	expect(new Set(ON_THE_WAY.map(({ fault }) => fault.kind))).toEqual(new Set(KINDS));
});

describe('docs/faults.md', () => {
	const text = readFileSync(path.resolve(__dirname, '../../docs/faults.md'), 'utf8');
	const [onTheWay = []] = tables(text);
	const says: Readonly<Record<Course, RegExp>> = {
		harmless: /^Uses the response/,
		repeated: /^Retries/,
		final: /^Fails immediately/,
		renewed: /^Renews the session/,
	};

	test('each kind of fault has its line', () => {
		const named = onTheWay.flatMap((line) => codes(line['Sandbox fault'] ?? ''));
		for (const kind of KINDS) expect(named).toContain(kind);
	});

	test.each(ON_THE_WAY.filter(({ fault }) => !('ms' in fault) || fault.ms > HASTY))(
		'$title: it says what is done',
		(row) => {
			const { fault } = row;
			const lines = onTheWay.filter((line) => {
				const [kind, ...statuses] = codes(line['Sandbox fault'] ?? '');
				const status = fault.kind === 'status' ? [String(fault.status)] : [];
				return kind === fault.kind && status.every((each) => statuses.includes(each));
			});
			expect(lines).toHaveLength(1);
			const isEmpty = 'text' in fault && fault.text === '';
			expect(lines[0]?.['What the node does']).toMatch(
				isEmpty ? /an empty response is retried$/ : says[row.means.course],
			);
		},
	);
});
