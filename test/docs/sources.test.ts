import { codes } from '../../tools/docs/markdown';
import { documentedProviders } from '../../tools/docs/providers';
import { columnValues, influences, takesPrecedence } from './influence.support';

/** Sources that name no field. */
const NO_FIELD =
	/^(?:not available|made by the node|aliexpress|tuya|amazon|the Order ID as requested)$/;

/** "`a`, else `b`" means that `b` counts only in orders without `a`. */
const alternatives = (source: string): ReadonlyArray<readonly string[]> =>
	source.split(', else ').map(codes);

describe.each(documentedProviders.map((provider) => [provider.displayName, provider] as const))(
	'the columns of %s come from the documented fields',
	(_name, { name: provider, sources }) => {
		test.each(Object.entries(sources))('%s: %s', (column, source) => {
			const groups = alternatives(source);
			expect(groups.flat().length > 0).toBe(!NO_FIELD.test(source));
			if (source === 'not available') {
				expect(['', null]).toEqual(expect.arrayContaining([...columnValues(provider, column)]));
			}
			groups.forEach((fields, at) => {
				const missing = groups.slice(0, at).flat();
				const later = groups.slice(at + 1).flat();
				for (const field of fields) {
					expect([field, influences(provider, column, field, missing)]).toEqual([field, true]);
					for (const other of later) {
						const pair = [field, other] as const;
						expect([...pair, takesPrecedence(provider, column, pair, missing)]).toEqual([
							...pair,
							true,
						]);
					}
				}
			});
		});
	},
);
