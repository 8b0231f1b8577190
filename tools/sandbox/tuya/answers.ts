import type { Answer } from '../types';

/** Tuya's "Global error codes" and the code table of the order pages. */
const MESSAGES = {
	1001: ['secret invalid'],
	1003: ['grant type invalid'],
	1004: ['sign invalid'],
	1005: ['clientId invalid'],
	1010: ['token invalid', 'token is expired'],
	1011: ['token invalid'],
	1013: ['request time is invalid'],
	1100: ['param is empty'],
	1108: ['uri path invalid'],
	1109: ['param is illegal'],
	2001000: ['mall not found'],
	2005001: ['order not found'],
} as const;

let answers = 0;

/** An id like the provider's: 32 hexadecimal digits, never the same. */
const tid = (): string => (++answers).toString(16).padStart(32, '0');

/** A failure as it comes with HTTP 200; a code with several messages uses them in turn. */
export function refused(code: keyof typeof MESSAGES, t: number): Answer {
	const messages = MESSAGES[code];
	const id = tid();
	const msg = messages[answers % messages.length];
	const body = JSON.stringify({ code, msg, success: false, t, tid: id });
	return { outcome: String(code), status: 200, body };
}

/** The envelope around the JSON text of a result. */
export const succeeded = (result: string, t: number): Answer => ({
	outcome: 'ok',
	status: 200,
	body: `{"result":${result},"t":${t},"success":true,"tid":"${tid()}"}`,
});
