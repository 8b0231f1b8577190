import type { SearchHook } from '../../tools/sandbox';

/** Searches of a Tuya mall that misbehave, for `sandbox.tuya.onSearch`. */

/** Every page is the first one, and there are always more. */
export const repeatsFirstPage: SearchHook = ({ pageSize, found }, result) => ({
	...result,
	total: 1_000_000,
	data_list: found.slice(0, pageSize),
});

export const withTotal =
	(total: unknown): SearchHook =>
	(_search, result) => ({ ...result, total });
