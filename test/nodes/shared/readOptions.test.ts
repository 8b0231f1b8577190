import { FORM } from '../../../nodes/GetOrder/parameters';
import { commonOptions } from '../../../nodes/shared/parameters';
import { readOptions } from '../../../nodes/shared/readOptions';

const DEFAULTS = {
	changedSince: '={{ $json.state }}',
	concurrency: 5,
	includeInput: false,
	includeRaw: false,
	language: '',
	maxRetries: 4,
	timeout: 30_000,
};

const read = (values: Parameters<typeof readOptions>[0]) =>
	readOptions(values, commonOptions(FORM));

test('options that are not set have their defaults', () => {
	const blank = { concurrency: '', includeRaw: null, timeout: undefined };
	for (const values of [{}, blank]) expect(read(values)).toEqual({ ok: true, value: DEFAULTS });
});

/** What is true or false has its own test. */
test.each([
	['yes', true],
	['false', false],
])('a switch that an expression sets to %j is %j', (includeRaw, value) => {
	expect(read({ includeRaw })).toMatchObject({ value: { includeRaw: value } });
});

test.each([
	[3, 3],
	['3', 3],
	[' 7 ', 7],
	[2.6, 3],
	[0, 1],
	[-4, 1],
	[1000, 50],
])('a number that is set to %j is %j, within its bounds', (concurrency, value) => {
	expect(read({ concurrency })).toMatchObject({ value: { concurrency: value } });
});

test.each([
	[{ includeRaw: 'maybe' }, 'Include Raw has the invalid value "maybe"', /true or false/],
	[{ maxRetries: 'many' }, 'Max Retries has the invalid value "many"', /a number/],
	[{ timeout: [5, 6] }, 'Timeout (Ms) has the invalid value "[5,6]"', /a number/],
])('%j is rejected by the option’s name', (values, words, fix) => {
	const description = expect.stringMatching(fix) as string;
	const failure = { kind: 'invalid_parameter', message: `The option ${words}`, description };
	expect(read(values)).toMatchObject({ ok: false, failure });
});
