import type { Reply } from '../http/message';
import type { CredentialTestRefusal } from './contract';
import type { Failure, FailureKind } from './failure';
import type { ProviderWords } from './providerWords';

/**
 * A kind of refusal: its codes, and what the user reads. The documentation's tables are made from these
 * rows.
 */
export interface FailureRow<Facts> {
	/** The provider's codes; `*` stands for anything. */
	readonly codes: readonly string[];
	readonly kind: FailureKind;
	readonly message: (facts: Facts) => string;
	readonly description: (facts: Facts) => string;
}

type Text<Facts> = (facts: Facts) => string;

/**
 * Makes rows: `row(kind, codes)(message, description)`, where codes are separated by spaces, and `{name}`
 * in a text is the fact or the phrase of that name.
 */
export function rowBuilder<Facts extends object>(
	phrases: Readonly<Record<string, Text<Facts>>> = {},
) {
	const filled = (text: string | Text<Facts>): Text<Facts> =>
		typeof text !== 'string'
			? text
			: (facts) =>
					text.replace(
						/\{(\w+)\}/g,
						(_, name: string) => phrases[name]?.(facts) ?? String(facts[name as keyof Facts]),
					);
	return (kind: FailureKind, codes = '') =>
		(message: string | Text<Facts>, description: string | Text<Facts>): FailureRow<Facts> => ({
			codes: codes.split(' ').filter(Boolean),
			kind,
			message: filled(message),
			description: filled(description),
		});
}

/** Codes come in several spellings: `MISSING_PARAMETER` is `MissingParameter`. */
const plain = (code: string): string => code.slice(0, 200).toLowerCase().replace(/[_-]/g, '');

const isFamily = (code: string): boolean => code.includes('*');

const isOf = (family: string, code: string): boolean => {
	const [start = '', end = ''] = family.split('*');
	return code.startsWith(start) && code.endsWith(end);
};

/** Looks a code up, whatever its case and underscores; an exact code outranks a family. */
export function failureLookup<Row extends FailureRow<never>>(
	rows: readonly Row[],
): (code: string) => Row | undefined {
	const named = rows.flatMap((row) => row.codes.map((code) => [plain(code), row] as const));
	const exact = new Map(named);
	const families = named.filter(([code]) => isFamily(code));
	return (code) => {
		const name = plain(code);
		const family = () => families.find(([each]) => isOf(each, name))?.[1];
		return name === '' ? undefined : (exact.get(name) ?? family());
	};
}

/**
 * The row for the HTTP status of a reply without a code, `null` for none. A success without a body is an
 * outage too: something on the way cut it off.
 *
 * @param isOwn false for a body that is not the provider's, e.g. the page of a proxy
 */
export function rowByStatus<Row extends FailureRow<never>>(
	{ status, body }: Reply,
	{ rateLimit, unavailable, unexpected }: Record<'rateLimit' | 'unavailable' | 'unexpected', Row>,
	isOwn: boolean,
): Row | null {
	if (status === 429) return rateLimit;
	if (body === null && status >= 200 && status < 300) return unavailable;
	if (status === 408 || status >= 500) return unavailable;
	return isOwn ? null : unexpected;
}

/** The failure that a row describes; a wait and the provider's clock count for kinds that use them. */
export function failureBy<Facts>(
	{ kind, message, description }: FailureRow<Facts>,
	{ status, retryAfter }: Pick<Reply, 'status' | 'retryAfter'>,
	facts: Facts,
	words: ProviderWords,
	serverTime: number | null = null,
): Failure {
	const texts = { message: message(facts), description: description(facts) };
	const known = { ...texts, ...words, httpStatus: status };
	if (kind === 'throttled' || kind === 'transient') {
		return { kind, ...known, ...(retryAfter === null ? {} : { retryAfter }) };
	}
	return kind === 'clock_skew' && serverTime ? { kind, ...known, serverTime } : { kind, ...known };
}

/** What n8n's test of a credential shows for each code; `placesOf` says where a code is in a response. */
export const credentialTestRefusals = <Facts>(
	rows: ReadonlyArray<FailureRow<Facts>>,
	facts: Facts,
	placesOf: (code: string) => ReadonlyArray<Omit<CredentialTestRefusal, 'message'>>,
): readonly CredentialTestRefusal[] =>
	rows.flatMap(({ codes, message, description }) => {
		const shown = `${message(facts)}. ${description(facts)}`;
		const exact = codes.filter((code) => !isFamily(code));
		return exact.flatMap(placesOf).map((place) => ({ ...place, message: shown }));
	});
