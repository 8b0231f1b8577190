import { readFileSync } from 'node:fs';
import path from 'node:path';

import { codes, tables } from '../../tools/docs/markdown';
import {
	expectDelivered,
	expectFailure,
	expectWaits,
	runWithFault,
	type Times,
} from './faults.support';
import {
	ALIEXPRESS_CODES,
	LOSING,
	ON_THE_WAY,
	ONE_PER_COURSE,
	TUYA_CODES,
	type Course,
	type Meaning,
	type Row,
} from './faultTable.support';
import { ali, ALI_SAMPLE, tuya, TUYA_SAMPLE, useStage } from './stage.support';

const stage = useStage();
/** An order with parcels, which has tracking. */
const SHIPPED = '8100000000000002';

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

/** Runs the case with the fault in one call, and again with the fault in each. */
const withEach = (rows: readonly Row[], run: (row: Row, times: Times) => Promise<void>): void => {
	test.each(rows)('$title', async (row) => {
		for (const times of ['once', 'always'] as const) {
			stage.reset();
			await run(row, times);
		}
	});
};

describe.each([
	['aliexpress', ali(ALI_SAMPLE), 1, [...ON_THE_WAY, ...ALIEXPRESS_CODES]],
	['tuya', tuya(TUYA_SAMPLE), 3, [...ONE_PER_COURSE, ...TUYA_CODES]],
] as const)('%s: a fault of the order call', (provider, order, rows, faults) => {
	withEach(faults, async (row, times) => {
		const { means } = row;
		const finished = await runWithFault(stage, 'order', row, times, order);
		if (isDelivered(means.course, times)) expectDelivered(finished, String(order.order_id), rows);
		else expectFailure(finished, means);
		const calls = callsOf(means.course, times, provider);
		expect(stage.sandbox.count('order')).toBe(calls);
		expectWaits(stage, means, calls - 1);
		expect(stage.sandbox.count('token') + stage.sandbox.count('refresh')).toBe(
			Number(provider === 'tuya') + (means.course === 'renewed' ? calls - 1 : 0),
		);
	});
});

describe('aliexpress: a fault of the tracking call leaves the order as it is', () => {
	const refused = ALIEXPRESS_CODES.filter(({ means }) => means.course === 'renewed');
	withEach([...ONE_PER_COURSE, ...refused], async (row, times) => {
		const { means } = row;
		const finished = await runWithFault(stage, 'tracking', row, times, ali(SHIPPED));
		const [order, ...others] = finished.jsons('Get Order');
		expect([order?.order_id, others]).toEqual([SHIPPED, []]);
		const warnings = order?.warnings as string[];
		if (isDelivered(means.course, times)) {
			expect(warnings).toEqual([]);
			expect(JSON.stringify(order?.shipments)).toContain('Sandbox Express');
		} else {
			expect(warnings).toEqual([expect.stringMatching(/^Tracking was not added: .*\.$/)]);
			expect(warnings[0]?.replace(/^[^:]*: |\.$/g, '')).toMatch(means.message ?? /^$/);
		}
		const calls = callsOf(means.course, times, 'aliexpress');
		expect([stage.sandbox.count('order'), stage.sandbox.count('tracking')]).toEqual([1, calls]);
		expectWaits(stage, means, calls - 1);
	});
});

const ofReasons = (rows: readonly Row[], ...reasons: readonly string[]): readonly Row[] =>
	rows.filter(({ means }) => reasons.includes(means.reason ?? ''));
const OF_ALIEXPRESS = ofReasons(ALIEXPRESS_CODES, 'authorization_required', 'invalid_credentials');
const OF_TUYA = ofReasons(TUYA_CODES, 'wrong_data_center', 'subscription_required');

describe.each([
	['aliexpress', 'refresh', ali(ALI_SAMPLE), 1, [...LOSING, ...OF_ALIEXPRESS]],
	['tuya', 'token', tuya(TUYA_SAMPLE), 3, OF_TUYA],
] as const)('%s: a fault of the %s call', (provider, call, order, rows, faults) => {
	const LOST: Meaning = {
		course: 'final',
		reason: 'authorization_required',
		message: /the Refresh Token$/,
	};

	withEach([...ONE_PER_COURSE, ...faults], async (row, times) => {
		const { means } = row;
		stage.sandbox.expireAccessTokens(provider);
		const finished = await runWithFault(stage, call, row, times, order);
		const delivered = isDelivered(means.course, times) && !row.loses;
		const refused = row.loses && times === 'once' ? LOST : means;
		if (delivered) expectDelivered(finished, String(order.order_id), rows);
		else expectFailure(finished, refused);
		const calls = callsOf(means.course, times);
		expect(stage.sandbox.count(call)).toBe(calls);
		// AliExpress rejects the token of the first request, which is not sent again.
		expect(stage.sandbox.count('order')).toBe(Number(call === 'refresh') + Number(delivered));
		// Before it fails, the node reads the credential again: another worker may be storing a session.
		const looks = delivered || refused.reason !== 'authorization_required' ? 0 : 5;
		if (looks > 0) expect(stage.waits.splice(-looks)).toEqual([200, 400, 800, 1600, 3200]);
		expectWaits(stage, means, calls - 1, true);
	});
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

	test.each(ON_THE_WAY.filter(({ title }) => title !== 'a short delay'))(
		'$title: it says what is done',
		({ fault, means }) => {
			const lines = onTheWay.filter((line) => {
				const [kind, ...statuses] = codes(line['Sandbox fault'] ?? '');
				const status = fault.kind === 'status' ? [String(fault.status)] : [];
				return kind === fault.kind && status.every((each) => statuses.includes(each));
			});
			const isEmpty = 'text' in fault && fault.text === '';
			const words = isEmpty ? /an empty response is retried$/ : says[means.course];
			const does = lines.map((line) => line['What the node does'] ?? '');
			expect(does.filter((text) => words.test(text))).toHaveLength(1);
		},
	);
});
