const PROGRESS_MS = 5_000;

/**
 * Logs every few seconds how long something takes.
 *
 * @param {string} phase what takes long, e.g. "downloading n8n"
 * @param {() => string} more what to add to each line
 * @returns {() => void} ends that
 */
export function countSeconds(phase, more = () => '') {
	const started = Date.now();
	const ticker = setInterval(() => {
		const seconds = String(Math.round((Date.now() - started) / 1000)).padStart(4);
		console.log(`${seconds} s  ${phase}${more()}`);
	}, PROGRESS_MS);
	return () => clearInterval(ticker);
}
