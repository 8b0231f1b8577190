import type { Reply } from '../types';

/** Codes from Tuya's "Global error codes" and the order API's documentation. */
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
	40000309: ['your requests are too frequent, please try again later'],
} as const;

let answers = 0;

/** A unique id in the provider's format: 32 hexadecimal digits. */
const tid = (): string => (++answers).toString(16).padStart(32, '0');

/** An error reply, sent with HTTP 200. A code with several messages alternates between them. */
export function failure(code: keyof typeof MESSAGES, t: number): Reply {
	const messages = MESSAGES[code];
	const id = tid();
	const msg = messages[answers % messages.length];
	const body = JSON.stringify({ code, msg, success: false, t, tid: id });
	return { outcome: String(code), status: 200, body };
}

/** A success reply: the envelope around a result as JSON text. */
export const success = (result: string, t: number): Reply => ({
	outcome: 'ok',
	status: 200,
	body: `{"result":${result},"t":${t},"success":true,"tid":"${tid()}"}`,
});
