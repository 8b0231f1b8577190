import { searchHints } from '../../../nodes/shared/searchHints';

const ALL_FOUND = { unreadable: 0, missing: 0, isComplete: true };

test.each([
	[{}, []],
	[{ unreadable: 1 }, [/^1 entry of the list has no order id and was left out\.$/]],
	[{ unreadable: 2 }, [/^2 entries of the list have no order id and were left out\.$/]],
	[{ missing: 1 }, [/^Tuya reports 1 more order than it lists\./]],
	[{ missing: 1200 }, [/^Tuya reports 1,200 more orders than it lists\./]],
	[{ isComplete: false }, [/^The list has more than 1,000 pages/]],
	[{ unreadable: 1, isComplete: false }, [/^1 entry/, /^The list has/]],
])('%j', (facts, expected) => {
	const hints = searchHints(
		'Tuya',
		{ ...ALL_FOUND, ...facts },
		{ missing: 'Wait.', tooLong: 'Search for less.' },
	);
	expect(hints).toHaveLength(expected.length);
	hints.forEach((hint, at) => expect(hint).toMatch(expected[at] as RegExp));
});
