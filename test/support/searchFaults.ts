import type { SearchHook } from '../../tools/sandbox';

/** Searches of a Tuya mall that misbehave, for `sandbox.tuya.onSearch`. */

/** Every page is the first one, and there are always more. */
export const repeatsFirstPage: SearchHook = ({ pageSize, found }, result) => ({
	...result,
	total: 1_000_000,
	data_list: found.slice(0, pageSize),
});

/** Every page is full of new order ids. */
export const neverEnds: SearchHook = ({ page, pageSize, found }, result) => ({
	...result,
	total: 1_000_000,
	data_list: Array.from({ length: pageSize }, (_, at) => ({
		...found[0],
		order_id: `SO${page * pageSize + at}`,
	})),
});

export const withTotal =
	(total: unknown): SearchHook =>
	(_search, result) => ({ ...result, total });

/** Puts something in front of the rows of each page. */
export const withRubbish =
	(...rubbish: readonly unknown[]): SearchHook =>
	(_search, result) => ({ ...result, data_list: [...rubbish, ...result.data_list] });

/** Each row twice. */
export const doublesRows: SearchHook = (_search, result) => ({
	...result,
	data_list: result.data_list.flatMap((row) => [row, row]),
});

/** Lets something happen once after a page, such as an order that is placed or removed while paging. */
export function afterPage(page: number, happens: () => void): SearchHook {
	let left = 1;
	return (search, result) => {
		if (search.page === page && left-- > 0) happens();
		return result;
	};
}
