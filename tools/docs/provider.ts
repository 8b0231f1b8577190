import type { FailureKind, Result } from '../../providers/failure';
import type { FailureRow } from '../../providers/failureTable';

/** What one of the provider's statuses means; a column that it says nothing about is absent. */
export interface StatusMeaning {
	/** The status, or what an order is like, as Markdown. */
	readonly status: string;
	readonly order?: string;
	readonly payment?: string;
	readonly fulfillment?: string;
	readonly parcel?: string;
}

/** The statuses of one of the provider's fields. */
export interface StatusTable {
	/** The provider's name of the field, as Markdown. */
	readonly field: string;
	readonly rows: readonly StatusMeaning[];
}

/** A row of a failure table with its texts filled in. */
export interface FailureText {
	readonly codes: readonly string[];
	readonly kind: FailureKind;
	readonly message: string;
	readonly description: string;
}

/** What the documentation says about a provider, next to the prose. */
export interface DocumentedProvider {
	/** As in the column `provider`. */
	readonly name: string;
	readonly displayName: string;
	readonly statuses: readonly StatusTable[];
	readonly failures: readonly FailureText[];
	/** The provider's field behind each column, as Markdown. */
	readonly sources: Readonly<Record<string, string>>;
}

/** The rows of a provider's failure table, filled in with sample facts. */
export const failureTexts = <Facts>(
	rows: ReadonlyArray<FailureRow<Facts>>,
	facts: Facts,
): readonly FailureText[] =>
	rows.map(({ codes, kind, message, description }) => ({
		codes,
		kind,
		message: message(facts),
		description: description(facts),
	}));

/** The texts of the outcomes that are failures. */
export const rejectionTexts = (outcomes: ReadonlyArray<Result<unknown>>): readonly FailureText[] =>
	outcomes.flatMap((outcome) => (outcome.ok ? [] : [{ codes: [], ...outcome.failure }]));
