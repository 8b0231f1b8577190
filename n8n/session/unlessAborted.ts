import { err, type Failure, type Result } from '../../providers/failure';

/** The result, or this failure as soon as the signal is aborted; the work itself goes on. */
export async function unlessAborted<T>(
	work: Promise<Result<T>>,
	signal: AbortSignal,
	failure: Failure,
): Promise<Result<T>> {
	let stop = (): void => undefined;
	const aborted = new Promise<Result<T>>((resolve) => {
		stop = () => resolve(err(failure));
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop);
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
