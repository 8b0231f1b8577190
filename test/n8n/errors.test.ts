import type { INode } from 'n8n-workflow';

import { nodeError } from '../../n8n/errors';
import type { Failure, FailureKind } from '../../providers/failure';
import { REASONS } from '../../tools/docs/meanings';

const NODE = { id: '1', name: 'Order Trigger', type: 'test', parameters: {} } as unknown as INode;
const WAITS = ['rate-limited', 'temporarily-unavailable'];
const NEEDS_THE_USER = ['credential-invalid', 'configuration-invalid'];

const thrown = (failure: Partial<Failure>) =>
	nodeError(NODE, {
		message: 'It failed',
		description: 'Fix it.',
		...failure,
	} as Failure) as unknown as {
		readonly failure?: { readonly cause: string; readonly retryAfterMs?: number };
	};

const CLASSES: Partial<Record<FailureKind, readonly string[]>> = {
	throttled: WAITS,
	transient: WAITS,
	invalid_response: WAITS,
	unknown: WAITS,
	invalid_credentials: NEEDS_THE_USER,
	clock_skew: NEEDS_THE_USER,
	invalid_parameter: NEEDS_THE_USER,
};
test.each(Object.keys(REASONS) as FailureKind[])(
	'%s has a class by which n8n backs off',
	(kind) => {
		const classes = CLASSES[kind] ?? [...WAITS, ...NEEDS_THE_USER];
		expect(classes).toContain(thrown({ kind }).failure?.cause);
	},
);

test.each([
	['a refusal with HTTP 200 and a code', { httpStatus: 200, code: '15' }, '15'],
	['a page with HTTP 200', { httpStatus: 200 }, null],
	['a redirect', { httpStatus: 302 }, null],
	['an outage', { httpStatus: 503 }, '503'],
	['a refusal with HTTP 403 and a code', { httpStatus: 403, code: 'IpDenied' }, '403'],
])('of %s, n8n shows the code of what went wrong', (_, failure, code) => {
	expect(thrown({ kind: 'unknown', ...failure })).toHaveProperty('httpCode', code);
});

test('the wait that the provider asked for is handed on', () => {
	expect(thrown({ kind: 'throttled', retryAfter: 5000 }).failure).toEqual({
		cause: 'rate-limited',
		retryAfterMs: 5000,
	});
});
