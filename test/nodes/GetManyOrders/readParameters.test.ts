import type { IDataObject } from 'n8n-workflow';

import { readParameters } from '../../../nodes/GetManyOrders/readParameters';

const CODES = { mallCode: 'MALL-1', siteCode: 'SITE-1' };
/** What a node has that was just put on the canvas, with its required fields filled in. */
const FRESH = {
	provider: 'tuya',
	...CODES,
	returnAll: false,
	limit: 50,
	filters: {},
	output: 'items',
	options: {},
};

const read = (changed: IDataObject = {}) => {
	const values: IDataObject = { ...FRESH, ...changed };
	return readParameters((name, fallback) => values[name] ?? fallback, 'Europe/Berlin', 0);
};

test('a fresh node searches for the newest 50 orders and fetches each', () => {
	expect(read()).toMatchObject({
		ok: true,
		value: {
			provider: { name: 'tuya' },
			limit: 50,
			details: true,
			request: {
				timeout: 30_000,
				maxRetries: 4,
				query: {
					...{ provider: 'tuya', fields: CODES, language: '', orderStatuses: [] },
					...{ placedAfter: null, placedBefore: null, updatedAfter: null },
				},
			},
			concurrency: 5,
			output: { output: 'items', attention: null },
		},
	});
});

test('filters and options become the query', () => {
	const period = { placedAfter: '2026-07-01T00:00:00', placedBefore: '2026-07-02T00:00:00' };
	const filters = { orderStatus: ' On Hold, completed ', ...period };
	const options = { language: 'en', details: 'false', timeout: '5000' };
	const query = {
		...{ orderStatuses: ['on_hold', 'completed'], language: 'en', updatedAfter: null },
		...{ placedAfter: Date.UTC(2026, 5, 30, 22), placedBefore: Date.UTC(2026, 6, 1, 22) },
	};
	const value = { details: false, request: { timeout: 5000, query } };
	expect(read({ filters, options })).toMatchObject({ value });
});

test('invisible characters around pasted codes are cut', () => {
	expect(read({ mallCode: '\u200bMALL-1\u00a0', siteCode: ' SITE-1\ufeff' })).toMatchObject({
		value: { request: { query: { fields: CODES } } },
	});
});

test('one moment is a period', () => {
	const at = '2026-07-01T00:00:00';
	expect(read({ filters: { placedAfter: at, placedBefore: at } }).ok).toBe(true);
});

test.each([
	[{ returnAll: true }, Infinity],
	[{ returnAll: 'yes', limit: -1 }, Infinity],
	[{ returnAll: 'no', limit: 3 }, 3],
	[{ limit: '12' }, 12],
	[{ limit: 1.9 }, 1],
	[{ limit: '' }, 50],
	[{ limit: 1e9 }, 1e9],
])('%j is a limit of %d', (changed, limit) => {
	expect(read(changed)).toMatchObject({ value: { limit } });
});

test.each([
	[{ provider: '' }, 'The Provider is empty'],
	[{ provider: 'aliexpress' }, 'The Provider "aliexpress" is unknown'],
	[{ mallCode: '' }, 'The Mall Code is empty'],
	[{ siteCode: 'A, B' }, 'The Site Code "A, B" contains invalid characters'],
	[{ limit: 0 }, 'The Limit "0" is not a positive number'],
	[{ limit: [5] }, 'The Limit "[5]" is not a positive number'],
	[{ output: 'rows' }, 'The Output "rows" is unknown'],
	[{ filters: { orderStatus: ['processing', 'Paid'] } }, 'The Order Status "paid" is unknown'],
	[{ filters: { placedAfter: 'soon' } }, 'The Placed After "soon" is not a date'],
	[
		{ filters: { placedAfter: '2026-02-01', placedBefore: '2026-01-01' } },
		'Placed After is later than Placed Before',
	],
	[{ options: { details: 'perhaps' } }, 'The option Fetch Details has the invalid value "perhaps"'],
	[{ options: { language: 'x&y' } }, 'The Language "x&y" contains invalid characters'],
])('%j is rejected', (changed, message) => {
	const description = expect.stringMatching(/\w{3}.*\./) as string;
	const failure = { kind: 'invalid_parameter', message, description };
	expect(read(changed)).toMatchObject({ ok: false, failure });
});

test('a status that is unknown is answered with those that are known', () => {
	const description = expect.stringContaining('pending, on_hold, processing, ') as string;
	expect(read({ filters: { orderStatus: 'Paid' } })).toMatchObject({ failure: { description } });
});

test('an expression that fails says what n8n says', () => {
	const fails = () => {
		throw new Error('Cannot read properties of undefined');
	};
	const description = expect.stringContaining('Cannot read properties of undefined') as string;
	expect(readParameters(fails, 'UTC', 0)).toMatchObject({ failure: { description } });
});
