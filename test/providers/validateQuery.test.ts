import fc from 'fast-check';

import { validateQuery } from '../../providers/validateQuery';
import type { OrderQuery } from '../../providers/call';
import { forAll } from '../support/property';
import { failureOf, queryOf } from './calls.support';

const QUERY = queryOf('demo', '8146123456781234');
const LABELS = { mallCode: 'Mall Code', siteCode: 'Site Code' };

const rejection = (changes: Partial<OrderQuery>, labels = {}) =>
	failureOf(validateQuery({ ...QUERY, ...changes }, labels));

test.each([
	...['8146123456781234', 'SO2110258K167O5C', 'a', 'A_b-c.d', '.a', '...a', '-1'],
	'x'.repeat(128),
])('the order id %s may be sent', (orderId) => {
	const query = { ...QUERY, orderId };
	expect(validateQuery(query)).toEqual({ ok: true, value: query });
});

const INVALID = [
	...['.', '..', '../a', 'a/b', 'a b', '1,2', 'a?b=c', 'a%2Fb', 'a\nb', '1\n', '"1"', '１２３'],
	...['é', '\u200b1'],
];
test.each<readonly [string, string]>([
	['', 'is empty'],
	['x'.repeat(129), 'is longer than 128 characters'],
	...INVALID.map((id) => [id, `"${id}" contains invalid characters`] as const),
	[`=${'x'.repeat(50)}`, `"=${'x'.repeat(39)}…" contains invalid characters`],
	...['{{ $json.order_id }}', '={{ $json.id', '1}}'].map(
		(id) => [id, 'contains an expression that was not evaluated'] as const,
	),
])('the order id %j must not be sent: it %s', (orderId, words) => {
	const description = expect.stringContaining('Order ID') as string;
	const message = `The Order ID ${words}`;
	expect(rejection({ orderId })).toEqual({ kind: 'invalid_parameter', message, description });
});

test.each<readonly [string, string, boolean]>([
	['{{ $json.id }}', 'Switch the field Order ID to Expression', true],
	...['1,2', '1 2', '1;2', '1|2', '1\n2'].map((id) => [id, 'one item for each', true] as const),
	...['a/b', 'é', '..'].map((id) => [id, 'one item for each', false] as const),
])('the description for %j says “%s”: %s', (orderId, words, isSaid) => {
	expect(rejection({ orderId }).description.includes(words)).toBe(isSaid);
});

test('a provider’s own fields are required and checked, each by its label', () => {
	const fields = { mallCode: 'MALL', siteCode: 'SITE' };
	expect(validateQuery({ ...QUERY, fields }, LABELS).ok).toBe(true);
	const words = (changes: Partial<OrderQuery>) => rejection(changes, LABELS).message;
	expect(words({ fields: { ...fields, mallCode: '' } })).toBe('The Mall Code is empty');
	expect(words({ fields: { mallCode: 'MALL' } })).toBe('The Site Code is empty');
	const invalid = 'The Site Code "a&b" contains invalid characters';
	expect(words({ fields: { ...fields, siteCode: 'a&b' } })).toBe(invalid);
	expect(words({ orderId: '', fields: {} })).toBe('The Order ID is empty');
});

test.each(['en', 'en_US', 'zh-Hans'])('the language %s may be sent', (language) => {
	expect(validateQuery({ ...QUERY, language }).ok).toBe(true);
});

test.each(['en US', 'en,de', 'en\r\nx: y', '..'])(
	'the language %j must not be sent',
	(language) => {
		const message = expect.stringContaining('The Language "') as string;
		const description = expect.stringContaining('The field Language') as string;
		expect(rejection({ language })).toEqual({ kind: 'invalid_parameter', message, description });
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
