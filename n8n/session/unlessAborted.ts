import { err, type Result } from '../../providers/failure';
import { transportFailure } from '../../providers/transportFailure';

/** The result, or a failure as soon as the signal is aborted; the work itself goes on. */
export async function unlessAborted<T>(
	work: Promise<Result<T>>,
	signal: AbortSignal,
	displayName: string,
): Promise<Result<T>> {
	let stop = (): void => undefined;
	const aborted = new Promise<Result<T>>((resolve) => {
		stop = () => resolve(err(transportFailure('canceled', displayName)));
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
