import type { Reply } from '../types';
import { fixture, textOf } from '../wire';

let answers = 0;

function answer(outcome: string, status: number, body: unknown): Reply {
	const requestId = `00000000-0000-4000-8000-${String(++answers).padStart(12, '0')}`;
	return {
		outcome,
		status,
		body: textOf(body),
		headers: { 'x-amzn-RequestId': requestId },
	};
}

export const success = (body: unknown): Reply => answer('ok', 200, body);

const errors = (code: string, message: string) => ({ errors: [{ code, message }] });

/** Refusals by name: the status, and the body as the model or clients report it. */
const FAILURES = {
	'null-message': [400, fixture('amazon/reported.400-null-message.json')],
	'token-missing': [403, fixture('amazon/reported.403-token-missing.json')],
	'token-expired': [403, fixture('amazon/reported.403-token-expired.json')],
	'token-invalid': [403, fixture('amazon/reported.403-token-invalid.json')],
	region: [403, fixture('amazon/reported.403-region.json')],
	forbidden: [403, fixture('amazon/reported.403-empty-details.json')],
	'not-found': [404, errors('NotFound', 'There is no such order.')],
	'media-type': [415, errors('UnsupportedMediaType', 'The payload has another format.')],
	quota: [429, fixture('amazon/reported.429-quota.json')],
	invalid_grant: [400, fixture('amazon/token.invalid-grant.json')],
	invalid_client: [401, fixture('amazon/token.invalid-client.json')],
	invalid_request: [400, fixture('amazon/token.invalid-request.json')],
	unsupported_grant_type: [400, { error: 'unsupported_grant_type' }],
} as const satisfies Readonly<Record<string, readonly [status: number, body: unknown]>>;

export function refusal(name: keyof typeof FAILURES): Reply {
	const [status, body] = FAILURES[name];
	return answer(name, status, body);
}

/** The model's refusal of a request that it does not allow; the reason is only in the log. */
export const invalid = (operation: 'searchOrders' | 'getOrder', reason: string): Reply =>
	answer(
		`InvalidInput: ${reason}`,
		400,
		fixture(operation === 'searchOrders' ? 'amazon/error.1.json' : 'amazon/error.2.json'),
	);
