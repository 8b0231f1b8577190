import type { Failure } from './provider';

/** Too short a text stands in many others by chance; no key or token is this short. */
const SHORTEST = 6;

/** `text` with each of the secrets replaced by asterisks, also where it stands percent-encoded. */
export function redactText(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length < SHORTEST) continue;
		for (const form of new Set([
			secret,
			encodeURIComponent(secret),
			JSON.stringify(secret).slice(1, -1),
		])) {
			clean = clean.split(form).join('***');
		}
	}
	return clean;
}

/** A failure in whose texts no secret stands, whatever the provider echoed. */
export const redactFailure = (failure: Failure, secrets: readonly string[]): Failure => ({
	...failure,
	message: redactText(failure.message, secrets),
	description: redactText(failure.description, secrets),
	code: redactText(failure.code, secrets),
	subCode: redactText(failure.subCode, secrets),
	text: redactText(failure.text, secrets),
	requestId: redactText(failure.requestId, secrets),
});
