import type { IDataObject } from 'n8n-workflow';

import { stateOf, stateText } from '../../../changes/state';
import { readParameters } from '../../../nodes/GetOrder/readParameters';
import { NO_ORDER } from '../../order/order.support';

const read = (options: unknown, parameters: IDataObject = {}) => {
	const form = { provider: 'tuya', orderId: 'SO1', mallCode: 'M1', siteCode: 'S1' };
	const values: IDataObject = { ...form, ...parameters, options: options as IDataObject };
	return readParameters((name, fallback) => values[name] ?? fallback);
};

describe('Only If Changed Since', () => {
	const looked = { details: true, tracking: 'seen', attention: false } as const;
	const state = stateOf({ ...NO_ORDER, provider: 'tuya', order_id: 'SO1' }, looked);
	const text = stateText(state);
	const other = text.replace('SO1', 'SO2');

	test('without the option, nothing is compared', () => {
		expect(read({})).toMatchObject({ ok: true, value: { request: { query: { orderId: 'SO1' } } } });
		expect(read({})).not.toHaveProperty('value.since');
	});

	test.each([
		['a state', text, state],
		['a state with spaces around it', ` ${text}\n`, state],
		['nothing', '', null],
		['spaces', '  ', null],
		['an empty cell', null, null],
		['a column that is missing', undefined, null],
	])('of %s', (_, changedSince, since) => {
		expect(read({ changedSince })).toMatchObject({ ok: true, value: { since } });
	});

	test.each([
		['a part of a state', text.slice(0, -1)],
		['another version', text.replace('v1', 'v2')],
		['a status', 'processing'],
		['a number', 42],
		['a list', [text]],
		['an object', { state: text }],
		['megabytes', text.padEnd(2_000_000, '|')],
		['foreign words', text.replace(/pending|unknown/g, 'WAIT_SELLER')],
	])('%s is refused, with the column to use', (_, changedSince) => {
		const words = /^The option Only If Changed Since has no state, but ".{1,70}"$/s;
		const message = expect.stringMatching(words) as string;
		const description = expect.stringContaining('the column “state”') as string;
		const failure = { kind: 'invalid_parameter', message, description };
		expect(read({ changedSince })).toMatchObject({ failure });
	});

	test('the state of another order is refused', () => {
		const message = 'The option Only If Changed Since has the state of another order';
		expect(read({ changedSince: other })).toMatchObject({ failure: { message } });
	});
});

describe('Attention', () => {
	const DAYS = { notShippedAfter: 5, noMovementAfter: 7, overdueAfter: 30 };
	const DEFAULTS = { ...DAYS, paymentDue: true, onHold: true };

	test.each([
		['is off when it is not there', {}, null],
		['is on by being there', { attention: {} }, DEFAULTS],
	])('%s', (_, options, attention) => {
		expect(read(options)).toMatchObject({ ok: true, value: { output: { attention } } });
	});

	test.each([
		['takes text', { notShippedAfter: '3', onHold: 'no' }, { notShippedAfter: 3, onHold: false }],
		['turns a limit off with 0', { overdueAfter: 0 }, { overdueAfter: 0 }],
		['takes what is below 0 for off', { noMovementAfter: -3 }, { noMovementAfter: 0 }],
	])('%s', (_, limits, changed) => {
		const attention = { ...DEFAULTS, ...changed };
		expect(read({ attention: { limits } })).toMatchObject({ value: { output: { attention } } });
	});

	test('a limit that is no number is refused by its name', () => {
		const message = 'The option No Movement After (Days) has the invalid value "soon"';
		const attention = { limits: { noMovementAfter: 'soon' } };
		expect(read({ attention })).toMatchObject({ failure: { message } });
	});
});
