import fc from 'fast-check';

import { validateQuery } from '../../providers/validateQuery';
import type { OrderQuery } from '../../providers/call';
import { forAll } from '../support/property';

const QUERY: OrderQuery = {
	provider: 'demo',
	orderId: '8146123456781234',
	fields: {},
	language: '',
	options: {},
};
const LABELS = { mallCode: 'Mall Code', siteCode: 'Site Code' };

const rejection = (changes: Partial<OrderQuery>, labels = {}) => {
	const outcome = validateQuery({ ...QUERY, ...changes }, labels);
	if (outcome.ok) throw new Error('The query was not rejected.');
	return outcome.failure;
};

test.each([
	...['8146123456781234', 'SO2110258K167O5C', 'a', 'A_b-c.d', '.a', '...a', '-1'],
	'x'.repeat(128),
])('the order id %s may be sent', (orderId) => {
	const query = { ...QUERY, orderId };
	expect(validateQuery(query)).toEqual({ ok: true, value: query });
});

describe('an order id that must not be sent', () => {
	test.each([
		['', 'The Order ID is empty'],
		['x'.repeat(129), 'The Order ID is longer than 128 characters'],
		['.', 'The Order ID "." contains invalid characters'],
		['..', 'The Order ID ".." contains invalid characters'],
		['../a', 'The Order ID "../a" contains invalid characters'],
		['a/b', 'The Order ID "a/b" contains invalid characters'],
		['a b', 'The Order ID "a b" contains invalid characters'],
		['1,2', 'The Order ID "1,2" contains invalid characters'],
		['a?b=c', 'The Order ID "a?b=c" contains invalid characters'],
		['a%2Fb', 'The Order ID "a%2Fb" contains invalid characters'],
		['a\nb', 'The Order ID "a\nb" contains invalid characters'],
		['1\n', 'The Order ID "1\n" contains invalid characters'],
		['"1"', 'The Order ID ""1"" contains invalid characters'],
		['１２３', 'The Order ID "１２３" contains invalid characters'],
		['é', 'The Order ID "é" contains invalid characters'],
		['\u200b1', 'The Order ID "\u200b1" contains invalid characters'],
		[`=${'x'.repeat(50)}`, `The Order ID "=${'x'.repeat(39)}…" contains invalid characters`],
	])('%j', (orderId, message) => {
		const failure = rejection({ orderId });
		expect(failure).toEqual({
			kind: 'invalid_parameter',
			message,
			description: expect.stringContaining('Order ID'),
		});
	});
});

test.each([
	['{{ $json.order_id }}', 'The Order ID contains an expression that was not evaluated'],
	['={{ $json.id', 'The Order ID contains an expression that was not evaluated'],
	['1}}', 'The Order ID contains an expression that was not evaluated'],
])(
	'the expression %s as text is distinguished from other invalid characters',
	(orderId, message) => {
		const { kind, message: shown, description } = rejection({ orderId });
		expect(kind).toBe('invalid_parameter');
		expect(shown).toBe(message);
		expect(description).toContain('Switch the field Order ID to Expression');
	},
);

test.each([['1,2'], ['1 2'], ['1;2'], ['1|2'], ['1\n2']])(
	'the description for the list %j says how to get several orders',
	(orderId) => {
		expect(rejection({ orderId }).description).toContain('one item for each');
	},
);

test.each([['a/b'], ['é'], ['..']])(
	'the description for %j speaks of one value only',
	(orderId) => {
		expect(rejection({ orderId }).description).not.toContain('one item for each');
	},
);

test('a provider’s own fields are required and checked, each by its label', () => {
	const fields = { mallCode: 'MALL', siteCode: 'SITE' };
	expect(validateQuery({ ...QUERY, fields }, LABELS).ok).toBe(true);
	expect(rejection({ fields: { ...fields, mallCode: '' } }, LABELS).message).toBe(
		'The Mall Code is empty',
	);
	expect(rejection({ fields: { mallCode: 'MALL' } }, LABELS).message).toBe(
		'The Site Code is empty',
	);
	expect(rejection({ fields: { ...fields, siteCode: 'a&b' } }, LABELS).message).toBe(
		'The Site Code "a&b" contains invalid characters',
	);
	expect(rejection({ orderId: '', fields: {} }, LABELS).message).toBe('The Order ID is empty');
});

test.each([['en'], ['en_US'], ['zh-Hans']])('the language %s may be sent', (language) => {
	expect(validateQuery({ ...QUERY, language }).ok).toBe(true);
});

test.each([['en US'], ['en,de'], ['en\r\nx: y'], ['..']])(
	'the language %j must not be sent',
	(language) => {
		const { kind, message, description } = rejection({ language });
		expect(kind).toBe('invalid_parameter');
		expect(message).toContain('The Language "');
		expect(description).toContain('The field Language');
	},
);

test('any text is either what every gateway reads as itself, or refused with its field', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom('a', '0', '.', '-', '_', '/', ' ', '\n') }),
	);
	forAll(text, (orderId) => {
		const outcome = validateQuery({ ...QUERY, orderId });
		if (outcome.ok) {
			expect(encodeURIComponent(orderId)).toBe(orderId);
			expect(new URL(`https://host/orders/${orderId}`).pathname).toBe(`/orders/${orderId}`);
			expect(orderId).not.toBe('');
		} else {
			expect(outcome.failure.message).toContain('Order ID');
			expect(outcome.failure.message.length).toBeLessThan(120);
		}
	});
});
