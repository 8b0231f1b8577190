import type { Answer } from '../types';
import { fixture } from '../wire';

let requests = 0;

/** An id like the provider's: 24 digits, never the same. */
const requestId = (): string => `21410${String(++requests).padStart(19, '0')}`;

/** A fixture as a maker of bodies that differ in their `request_id`, where it has one. */
export function templateOf(name: string): () => string {
	const [before = '', after] = fixture(`aliexpress/${name}`).split(/(?<="request_id":\s*")[^"]*/);
	return after === undefined ? () => before : () => before + requestId() + after;
}

const REFUSALS: Readonly<Record<string, () => string>> = {
	IncompleteSignature: templateOf('error.incomplete-signature.top-level.json'),
	IllegalAccessToken: templateOf('error.illegal-access-token.json'),
};

/**
 * A refusal by its code. The known ones are the fixtures; an `isv.*` sub-code comes in
 * `error_response`; every other one has the shape of the gateway's own refusals: at the top level.
 */
export function refusal(code: string, message = ''): Answer {
	const known = REFUSALS[code];
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

/** A whole body, or the envelope of a method (`a.b.c` or `/a/b/c`) around the text of its result. */
export function succeed(
	answer: string | { readonly name: string; readonly result: string },
): Answer {
	if (typeof answer === 'string') return { outcome: 'ok', status: 200, body: answer };
	const key = `${answer.name.replace(/^\//, '').replace(/[./]/g, '_')}_response`;
	const body = `{${JSON.stringify(key)}:{"result":${answer.result},"request_id":"${requestId()}"}}`;
	return { outcome: 'ok', status: 200, body };
}
