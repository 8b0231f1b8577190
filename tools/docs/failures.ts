import type { FailureKind } from '../../providers/failure';
import type { DocumentedProvider, FailureText } from './provider';
import { code, codeList, markdownTable, plainText } from './table';

/** What a reason means, and what the node does before it reports the failure. */
export interface Reason {
	readonly meaning: string;
	readonly handling: string;
}

/** Each value of `details.reason`. */
export const reasonTable = (reasons: Readonly<Record<FailureKind, Reason>>): string =>
	markdownTable(
		['`reason`', 'Meaning', 'What the node does'],
		Object.entries(reasons).map(([kind, { meaning, handling }]) => [code(kind), meaning, handling]),
	);

/** Codes are compared without case and underscores, so that one spelling of each is enough. */
function oneSpelling(codes: readonly string[]): readonly string[] {
	const plain = codes.map((each) => each.toLowerCase().replaceAll('_', ''));
	return codes.filter((_, index) => plain.indexOf(plain[index] ?? '') === index);
}

/** The codes behind each reason. */
export function codeTable(
	kinds: readonly FailureKind[],
	providers: readonly DocumentedProvider[],
): string {
	const codesOf = (provider: DocumentedProvider, kind: FailureKind): readonly string[] =>
		oneSpelling(provider.failures.filter((row) => row.kind === kind).flatMap(({ codes }) => codes));
	const rows = kinds
		.map((kind) => ({ kind, cells: providers.map((provider) => codesOf(provider, kind)) }))
		.filter(({ cells }) => cells.some((codes) => codes.length > 0));
	return markdownTable(
		['`reason`', ...providers.map(({ displayName }) => `${displayName} codes`)],
		rows.map(({ kind, cells }) => [code(kind), ...cells.map(codeList)]),
	);
}

/** Each message with its reason and how to fix it; equal messages are listed once. */
export function messageTable(failures: readonly FailureText[]): string {
	const distinct = failures.filter(
		({ message }, index) => failures.findIndex((row) => row.message === message) === index,
	);
	return markdownTable(
		['Message', 'Reason', 'How to fix it'],
		distinct.map(({ message, kind, description }) => [
			plainText(message),
			code(kind),
			plainText(description),
		]),
	);
}
