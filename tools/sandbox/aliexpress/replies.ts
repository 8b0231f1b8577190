import type { Reply } from '../types';
import { fixture } from '../wire';

let requests = 0;

/** A unique id in the provider's format: 24 digits. */
const requestId = (): string => `21410${String(++requests).padStart(19, '0')}`;

/** Returns a function that creates the fixture's text with a new `request_id`, if it has one. */
export function templateOf(name: string): () => string {
	const [before = '', after] = fixture(`aliexpress/${name}`).split(/(?<="request_id":\s*")[^"]*/);
	return after === undefined ? () => before : () => before + requestId() + after;
}

const FAILURES: Readonly<Record<string, () => string>> = {
	IncompleteSignature: templateOf('error.incomplete-signature.top-level.json'),
	IllegalAccessToken: templateOf('error.illegal-access-token.json'),
};

/**
 * An error reply by code: a fixture if there is one, `isv.*` sub-codes inside `error_response`, and all
 * others at the top level like the gateway's own errors.
 */
export function failure(code: string, message = ''): Reply {
	const known = FAILURES[code];
	if (known) return { outcome: code, status: 200, body: known() };
	const body = code.startsWith('isv.')
		? {
				error_response: {
					code: '15',
					type: 'ISV',
					sub_code: code,
					sub_msg: `The parameter ${message} is invalid.`,
					msg: 'Remote service error',
					request_id: requestId(),
				},
			}
		: { code, type: 'ISV', message, request_id: requestId() };
	return { outcome: code, status: 200, body: JSON.stringify(body) };
}

/** The refusal of a call too many; the ban in milliseconds. */
export function banned(banLeft: number): Reply {
	const body = {
		error_response: {
			type: 'SYSTEM',
			code: 'ApiCallLimit',
			msg: `Api access frequency exceeds the limit. this ban will last ${Math.ceil(banLeft / 1000)} seconds`,
			request_id: requestId(),
		},
	};
	return { outcome: 'ApiCallLimit', status: 200, body: JSON.stringify(body) };
}

/** A success reply: a whole body, or a result as JSON text in the envelope of its method (`a.b.c` or
 * `/a/b/c`). */
export function success(reply: string | { readonly name: string; readonly result: string }): Reply {
	if (typeof reply === 'string') return { outcome: 'ok', status: 200, body: reply };
	const key = `${reply.name.replace(/^\//, '').replace(/[./]/g, '_')}_response`;
	const body = `{${JSON.stringify(key)}:{"result":${reply.result},"request_id":"${requestId()}"}}`;
	return { outcome: 'ok', status: 200, body };
}
