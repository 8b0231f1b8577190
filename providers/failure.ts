import type { Failure, FailureKind, Outcome } from './contract';

type Details = Partial<Omit<Failure, 'kind' | 'message' | 'description'>>;

/** A failure with the user's texts; details that are not given stay empty. */
export const failure = (
	kind: FailureKind,
	message: string,
	description: string,
	details: Details = {},
): Failure => ({
	kind,
	message,
	description,
	code: '',
	subCode: '',
	text: '',
	requestId: '',
	wait: null,
	serverTime: null,
	httpStatus: null,
	...details,
});

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const fail = (cause: Failure): { readonly ok: false; readonly failure: Failure } => ({
	ok: false,
	failure: cause,
});
