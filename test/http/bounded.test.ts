import { BoundedMap, BoundedSet } from '../../http/bounded';

test('a map keeps what was set last, also again', () => {
	const map = new BoundedMap<number>(3);
	for (const [at, key] of ['a', 'b', 'c', 'a', 'd'].entries()) map.set(key, at);
	expect([...map]).toEqual([
		['c', 2],
		['a', 3],
		['d', 4],
	]);
});

test('a set keeps what was added last, also again', () => {
	const set = new BoundedSet(2);
	for (const text of ['a', 'b', 'a', 'c']) set.add(text);
	expect([...set]).toEqual(['a', 'c']);
});
