import { failure } from './replies';
import type { AliExpressScenario } from './scenarios';
import type { AliExpressTokens } from './tokens';
import type { Shop } from '../shop';
import { signAliExpress } from '../sign';
import { isForm, type Incoming, type Prepared, type Reply } from '../types';

const REQUIRED = ['app_key', 'sign_method', 'timestamp', 'sign'];
const LARGEST_SKEW = 7_200_000;

export interface AliExpressState {
	readonly appKey: string;
	readonly appSecret: string;
	readonly now: () => number;
	readonly tokens: AliExpressTokens;
	readonly shop: Shop<AliExpressScenario>;
	/** Reply bodies by order id that replace the generated ones. */
	readonly trackings: ReadonlyMap<string, string>;
}

export interface Call extends Omit<Prepared, 'reply'> {
	readonly request: Incoming;
	readonly parameters: URLSearchParams;
	/** The dotted method on the business gateway, the path after `/rest` on the system gateway. */
	readonly name: string;
	/** The path as it is signed: `''` on the business gateway. */
	readonly signedPath: string;
}

/** Returns an error reply unless the request is signed, timed and authorized as documented. */
export function verify(state: AliExpressState, call: Call): Reply | null {
	const { request, parameters, signedPath } = call;
	const isToken = call.call === 'token' || call.call === 'refresh';
	if (request.method !== 'POST' && (isToken || request.method !== 'GET')) {
		return failure('UnsupportedHttpMethod', `${request.method} is not supported`);
	}
	if (request.body.length > 0 && !isForm(request)) {
		return failure('UnsupportedContentType', 'the body is not form-encoded');
	}
	const seen = new Set<string>();
	for (const [key, value] of parameters) {
		if (value === '') return failure('MISSING_PARAMETER', `parameter without value: ${key}`);
		if (value.includes(state.appSecret)) return failure('SecretSent', `the secret is in ${key}`);
		if (seen.has(key)) return failure('DuplicateParameter', `sent more than once: ${key}`);
		seen.add(key);
	}
	const required = signedPath === '' ? ['method', ...REQUIRED] : REQUIRED;
	const missing = required.find((key) => !seen.has(key));
	if (missing) return failure('MISSING_PARAMETER', `missing required parameter: ${missing}`);
	if (parameters.get('app_key') !== state.appKey) {
		return failure('InvalidAppkey', 'The specified app key is invalid');
	}
	const timestamp = parameters.get('timestamp') ?? '';
	const skew = Math.abs(Number(timestamp) - state.now());
	if (!/^\d{13}$/.test(timestamp) || skew > LARGEST_SKEW) {
		return failure('IllegalTimestamp', 'The specified timestamp is invalid or expired');
	}
	const sign = signAliExpress(state.appSecret, signedPath, parameters);
	if (parameters.get('sign_method') !== 'sha256' || parameters.get('sign') !== sign) {
		return failure('IncompleteSignature');
	}
	if (isToken) return null;
	if (signedPath === '' && call.accessToken === '') {
		return failure('MISSING_PARAMETER', 'missing required parameter: access_token');
	}
	if (call.accessToken !== '' && !state.tokens.isValid(call.accessToken)) {
		return failure('IllegalAccessToken');
	}
	return null;
}
