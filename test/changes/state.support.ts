import fc from 'fast-check';

import type { Looked } from '../../changes/state';

/** How closely an order was looked at. */
export const anyLook: fc.Arbitrary<Looked> = fc.record({
	details: fc.boolean(),
	tracking: fc.constantFrom('seen', 'nothing', 'missing'),
	attention: fc.boolean(),
});
