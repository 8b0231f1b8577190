import { stringify } from 'flatted';
import { LoggerProxy } from 'n8n-workflow';

import type { LoggedRequest } from '../../tools/sandbox';
import { Container, Logger } from './services.support';

/** Good for one request alone: a part of it is no secret. */
const SIGNATURE = /^[0-9A-F]{64}$/;

/** The forms in which a secret would be read all the same; its beginning counts as the whole. */
const formsOf = (secret: string): readonly string[] => {
	if (SIGNATURE.test(secret)) return [secret, secret.toLowerCase()];
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	].flatMap((form) => [form.slice(0, 12), form.toLowerCase().slice(0, 12)]);
};

/** Every string that can be reached, with the way to it: own properties of any kind, and causes. */
function* strings(
	value: unknown,
	way: string,
	leave: ReadonlySet<string>,
	seen = new Set<unknown>(),
): Generator<readonly [way: string, text: string]> {
	if (typeof value === 'string') yield [way, value];
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	if (value instanceof Map || value instanceof Set) {
		yield* strings([...value], `${way}()`, leave, seen);
	}
	for (const key of Reflect.ownKeys(value)) {
		const name = String(key);
		if (leave.has(name)) continue;
		yield [`${way} (a key)`, name];
		yield* strings(Reflect.get(value, key), `${way}.${name}`, leave, seen);
	}
}

/**
 * Where the secrets are in what a run left behind: in memory, as n8n stores it, and as JSON.
 *
 * @param leave properties that are n8n's own business and are never stored
 */
export function leaks(
	value: unknown,
	secrets: ReadonlySet<string>,
	leave: readonly string[] = [],
): readonly string[] {
	if (value === undefined) return [];
	const texts = [
		...strings(value, 'run', new Set(leave)),
		['as JSON', JSON.stringify(value)] as const,
		['as n8n stores it', stringify(value)] as const,
	];
	const forms = [...secrets].filter((secret) => secret.length >= 6).flatMap(formsOf);
	return texts
		.filter(([, text]) => forms.some((form) => text.includes(form)))
		.map(([way, text]) => `${way}: ${text.length > 400 ? around(text, forms) : text}`);
}

function around(text: string, forms: readonly string[]): string {
	const at = text.indexOf(forms.find((form) => text.includes(form)) ?? '');
	return `…${text.slice(Math.max(0, at - 80), at + 80)}…`;
}

/** The signatures, tokens and codes that the requests carried. */
export const carried = (requests: readonly LoggedRequest[]): readonly string[] =>
	requests
		.flatMap(({ accessToken, query, headers, body }) => {
			const form = new URLSearchParams(body);
			return [
				accessToken,
				...[query.sign, headers.sign, query.access_token],
				...['sign', 'access_token', 'refresh_token', 'code'].map((name) => form.get(name)),
			];
		})
		.filter((value): value is string => typeof value === 'string' && value !== '');

/** Everything that is logged or printed from now on, by n8n, Node or anything else. */
export interface Listener {
	readonly heard: unknown[];
	stop(): void;
}

export function listen(): Listener {
	const heard: unknown[] = [];
	const hear = (...words: unknown[]): void => void heard.push(words);
	const logger = { debug: hear, info: hear, warn: hear, error: hear };
	LoggerProxy.init(logger);
	// The logger of n8n's services, at all levels, in the place of the one that writes.
	const internal = { log: hear, child: () => internal };
	Container.get(Logger).setInternalLogger(internal);

	const spies = [
		...(['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((name) =>
			jest.spyOn(console, name).mockImplementation(hear),
		),
		...[process.stdout, process.stderr].map((stream) =>
			jest.spyOn(stream, 'write').mockImplementation((text) => {
				hear(text.toString());
				return true;
			}),
		),
	];
	process.on('warning', hear);
	return {
		heard,
		stop: () => {
			for (const spy of spies) spy.mockRestore();
			process.off('warning', hear);
		},
	};
}
