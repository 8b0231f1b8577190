import { searchHints } from '../../../nodes/shared/searchHints';

const ALL_FOUND = { unreadable: 0, missing: 0, isComplete: true };
const READ = { pages: 3, next: null, waited: 0, isRepeating: false };

test.each([
	[{}, []],
	[{ unreadable: 1 }, [/^1 entry of the list has no order id and was left out\.$/]],
	[{ unreadable: 2 }, [/^2 entries of the list have no order id and were left out\.$/]],
	[{ missing: 1 }, [/^Tuya reports 1 more order than it lists\./]],
	[{ missing: 1200 }, [/^Tuya reports 1,200 more orders than it lists\./]],
	[{ isComplete: false }, [/^The list has more than 1,000 pages/]],
	[{ list: READ }, []],
	[{ list: { ...READ, waited: 20_000 } }, []],
	[{ list: { ...READ, waited: 60_000 } }, [/^The search waited 1 minute, as Tuya limits/]],
	[{ list: { ...READ, waited: 375_000 } }, [/^The search waited 6 minutes, .* Search for less\.$/]],
	[{ list: { ...READ, isRepeating: true } }, [/^Tuya gave the same orders again, .* Wait\.$/]],
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
