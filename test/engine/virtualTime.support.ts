import type { Stage } from './stage.support';

/** So many turns of the event loop without a request or a wait, and nothing is under way. */
const QUIET_TURNS = 25;

/**
 * Gives the package a clock that goes on to the end of the next wait as soon as nothing else happens:
 * waits overlap as they do in real time, and none takes any.
 */
export function useVirtualTime({ runtime, sandbox, now, advance, restart }: Stage): void {
	const waiting: Array<{ readonly due: number; readonly end: () => void }> = [];
	let quiet = 0;
	let requests = 0;
	const turn = (): void => {
		quiet = requests === sandbox.requests.length ? quiet + 1 : 0;
		requests = sandbox.requests.length;
		if (quiet > QUIET_TURNS) {
			quiet = 0;
			waiting.sort((a, b) => b.due - a.due);
			const next = waiting.pop();
			advance(Math.max(0, (next?.due ?? 0) - now()));
			next?.end();
		}
		if (waiting.length > 0) setImmediate(turn);
	};
	runtime.sleep = async (milliseconds, signal) =>
		await new Promise((resolve) => {
			signal?.addEventListener('abort', () => resolve(), { once: true });
			if (waiting.length === 0) setImmediate(turn);
			quiet = 0;
			waiting.push({ due: now() + Math.ceil(milliseconds), end: resolve });
		});
	restart();
}
