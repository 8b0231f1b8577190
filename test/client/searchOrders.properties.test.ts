import fc from 'fast-check';

import { orders, pageOf, searchIn } from './searchOrders.support';

const ALL = orders(120);

test('whatever a list does between two pages, each order that stays is found exactly once', async () => {
	const change = fc.record({
		call: fc.integer({ min: 1, max: 8 }),
		placed: fc.integer({ min: 0, max: 60 }),
		gone: fc.integer({ min: 0, max: 119 }),
		leaves: fc.boolean(),
	});
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 0, max: 1 }),
			change,
			async (size, first, { call: at, placed, gone, leaves }) => {
				const after = [
					...orders(leaves ? 0 : placed, 'NEW'),
					...ALL.filter((_, index) => !leaves || index !== gone),
				];
				const { ids } = await searchIn((page, call) =>
					pageOf(call <= at ? ALL : after, page, { size, first }),
				);
				expect(new Set(ids).size).toBe(ids.length);
				expect(ids).toEqual(
					expect.arrayContaining(ALL.filter((_, index) => !leaves || index !== gone)),
				);
			},
		),
		{ numRuns: 60 },
	);
});

test('whatever pages come, the search ends and finds each listed order exactly once', async () => {
	const row = fc.oneof(
		{ weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }).map((id) => ({ order_id: `A${id}` })) },
		fc.constantFrom(null, 7, 'x', [], {}, { order_id: '' }),
	);
	const page = fc.record({
		total: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.constantFrom(null, 'x', 1e12)),
		data_list: fc.array(row, { maxLength: 6 }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 8 }), async (script) => {
			const sent = new Set<string>();
			const { ids, pages } = await searchIn((_page, call) => {
				const reply = script[(call - 1) % script.length];
				for (const each of reply?.data_list ?? []) {
					const id = (each as { order_id?: string } | null)?.order_id;
					if (id) sent.add(id);
				}
				return reply ?? null;
			});
			expect(new Set(ids).size).toBe(ids.length);
			expect(new Set(ids)).toEqual(sent);
			expect(pages.length).toBeLessThan(100);
		}),
		{ numRuns: 200 },
	);
});
