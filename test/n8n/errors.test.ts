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

test.each(Object.keys(REASONS) as FailureKind[])(
	'%s has a class by which n8n backs off',
	(kind) => {
		expect([...WAITS, ...NEEDS_THE_USER]).toContain(thrown({ kind }).failure?.cause);
	},
);

test.each<[FailureKind, readonly string[]]>([
	['throttled', WAITS],
	['transient', WAITS],
	['invalid_response', WAITS],
	['unknown', WAITS],
	['invalid_credentials', NEEDS_THE_USER],
	['clock_skew', NEEDS_THE_USER],
	['invalid_parameter', NEEDS_THE_USER],
])('%s', (kind, classes) => {
	expect(classes).toContain(thrown({ kind }).failure?.cause);
});

test('the wait that the provider asked for is handed on', () => {
	expect(thrown({ kind: 'throttled', retryAfter: 5000 }).failure).toEqual({
		cause: 'rate-limited',
		retryAfterMs: 5000,
	});
});
