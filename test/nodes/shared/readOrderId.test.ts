import fc from 'fast-check';

import { readOrderId } from '../../../nodes/shared/readOrderId';
import { failureOf, valueOf } from '../../providers/calls.support';

describe('an order id', () => {
	test.each([
		['8190439416163295', '8190439416163295'],
		[8190439416163295, '8190439416163295'],
		['SO2110258K167O5C', 'SO2110258K167O5C'],
		['  8190439416163295\n', '8190439416163295'],
		['8190 4394 1616 3295', '8190439416163295'],
		['\u200b8190439416163295\ufeff', '8190439416163295'],
		['81904\u00ad39416\u202a163295', '8190439416163295'],
		['8190439416163295.0', '8190439416163295'],
		['8190439416163295.00', '8190439416163295'],
		['8190439416163295\r\n 8190439416163296\n', '8190439416163295\n8190439416163296'],
		['', ''],
		[null, ''],
		[undefined, ''],
	])('%j is %j', (value, id) => expect(valueOf(readOrderId(value))).toBe(id));

	test('is kept to the digit, whatever spaces and marks are in it', () => {
		const mark = fc.constantFrom(' ', '\u200b', '\u2060', '\ufeff', '\u00ad', '\t');
		fc.assert(
			fc.property(fc.stringMatching(/^\d{1,20}$/), fc.array(mark), (digits, marks) => {
				const middle = Math.floor(digits.length / 2);
				const text = digits.slice(0, middle) + marks.join('') + digits.slice(middle);
				expect(valueOf(readOrderId(text))).toBe(digits);
			}),
		);
	});
});

describe('an id that has lost digits is rejected', () => {
	test.each([
		...[Number('9007199254740993'), 8.19e18, 12.5, NaN, '8E15', '8e+15', '8.19E+15', '8,19E+15'],
		...['8.19044E+15', '99999999999999999999.0'],
	])('%j', (value) => {
		const { kind, message, description } = failureOf(readOrderId(value));
		expect(kind).toBe('invalid_parameter');
		expect(message).toMatch(/^The Order ID .* has lost digits$/);
		expect(description).toContain('plain text');
	});
});

test.each([[[1, 2]], [{ id: 1 }], [[]]])('%j is not one value', (value) => {
	expect(failureOf(readOrderId(value))).toMatchObject({
		message: 'The Order ID is a list or an object, not one value',
		description: expect.stringContaining('Split Out'),
	});
});
