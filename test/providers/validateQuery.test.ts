import fc from 'fast-check';

import { checkQuery } from '../../providers/validateQuery';
import type { OrderQuery } from '../../providers/contract';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

const QUERY: OrderQuery = {
	provider: 'demo',
	orderId: '8146123456781234',
	fields: {},
	language: '',
	timeZone: 'America/Los_Angeles',
	includeTracking: false,
};
const LABELS = { mallCode: 'Mall Code', siteCode: 'Site Code' };

const refusal = (changes: Partial<OrderQuery>, labels = {}) => {
	const outcome = checkQuery({ ...QUERY, ...changes }, labels);
	if (outcome.ok) throw new Error('The query was not refused.');
	return outcome.failure;
};

test.each([
	['8146123456781234'],
	['SO2110258K167O5C'],
	['a'],
	['A_b-c.d'],
	['.a'],
	['...a'],
	['-1'],
	['x'.repeat(128)],
])('the order id %s may be sent', (orderId) => {
	const query = { ...QUERY, orderId };
	expect(checkQuery(query)).toEqual({ ok: true, value: query });
});

describe('an order id that must not be sent', () => {
	test.each([
		['', 'The Order ID is empty'],
		['x'.repeat(129), 'The Order ID is longer than 128 characters'],
		['.', 'The Order ID "." has characters that no Order ID has'],
		['..', 'The Order ID ".." has characters that no Order ID has'],
		['../a', 'The Order ID "../a" has characters that no Order ID has'],
		['a/b', 'The Order ID "a/b" has characters that no Order ID has'],
		['a b', 'The Order ID "a b" has characters that no Order ID has'],
		['1,2', 'The Order ID "1,2" has characters that no Order ID has'],
		['a?b=c', 'The Order ID "a?b=c" has characters that no Order ID has'],
		['a%2Fb', 'The Order ID "a%2Fb" has characters that no Order ID has'],
		['a\nb', 'The Order ID "a\nb" has characters that no Order ID has'],
		['1\n', 'The Order ID "1\n" has characters that no Order ID has'],
		['"1"', 'The Order ID ""1"" has characters that no Order ID has'],
		['１２３', 'The Order ID "１２３" has characters that no Order ID has'],
		['é', 'The Order ID "é" has characters that no Order ID has'],
		['\u200b1', 'The Order ID "\u200b1" has characters that no Order ID has'],
		[
			`=${'x'.repeat(50)}`,
			`The Order ID "=${'x'.repeat(39)}…" has characters that no Order ID has`,
		],
	])('%j', (orderId, message) => {
		const failure = refusal({ orderId });
		expect(failure).toMatchObject({ kind: 'parameters', message, code: '', httpStatus: null });
		expect(failure.description).toContain('Order ID');
	});
});

test('a provider’s own fields are required and checked, each by its label', () => {
	const fields = { mallCode: 'MALL', siteCode: 'SITE' };
	expect(checkQuery({ ...QUERY, fields }, LABELS).ok).toBe(true);
	expect(refusal({ fields: { ...fields, mallCode: '' } }, LABELS).message).toBe(
		'The Mall Code is empty',
	);
	expect(refusal({ fields: { mallCode: 'MALL' } }, LABELS).message).toBe('The Site Code is empty');
	expect(refusal({ fields: { ...fields, siteCode: 'a&b' } }, LABELS).message).toBe(
		'The Site Code "a&b" has characters that no Site Code has',
	);
	expect(refusal({ orderId: '', fields: {} }, LABELS).message).toBe('The Order ID is empty');
});

test.each([['en'], ['en_US'], ['zh-Hans']])('the language %s may be sent', (language) => {
	expect(checkQuery({ ...QUERY, language }).ok).toBe(true);
});

test.each([['en US'], ['en,de'], ['en\r\nx: y'], ['..']])(
	'the language %j must not be sent',
	(language) => {
		const { kind, message, description } = refusal({ language });
		expect(kind).toBe('parameters');
		expect(message).toContain('The Language "');
		expect(description).toContain('the field Language');
	},
);

test.each([['Mars/Olympus'], ['local'], ['UTC+8']])('the time zone %s is refused', (timeZone) => {
	const { kind, message, description } = refusal({ timeZone });
	expect(kind).toBe('parameters');
	expect(message).toBe(`The Time Zone "${timeZone}" is not known`);
	expect(description).toContain('Time Zone');
});

test.each([['UTC'], ['Asia/Kolkata'], ['america/los_angeles']])(
	'the time zone %s is known',
	(timeZone) => {
		expect(checkQuery({ ...QUERY, timeZone }).ok).toBe(true);
	},
);

test('any text is either what every gateway reads as itself, or refused with its field', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom('a', '0', '.', '-', '_', '/', ' ', '\n') }),
	);
	fc.assert(
		fc.property(text, (orderId) => {
			const outcome = checkQuery({ ...QUERY, orderId });
			if (outcome.ok) {
				expect(encodeURIComponent(orderId)).toBe(orderId);
				expect(new URL(`https://host/orders/${orderId}`).pathname).toBe(`/orders/${orderId}`);
				expect(orderId).not.toBe('');
			} else {
				expect(outcome.failure.message).toContain('Order ID');
				expect(outcome.failure.message.length).toBeLessThan(120);
			}
		}),
		{ numRuns },
	);
});
