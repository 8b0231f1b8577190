/**
 * Runs test steps in order and prints one line for each.
 *
 * @param {object} [options]
 * @param {boolean} [options.chained] each step depends on the ones before it: after a failure, the
 *   remaining steps are skipped and counted as failed
 * @param {(line: string) => void} [options.print]
 */
export function newSteps({ chained = false, print = console.log } = {}) {
	let passed = 0;
	let failed = 0;
	return {
		/**
		 * @param {string} title the expected result
		 * @param {() => unknown} check throws or rejects when the step fails
		 * @param {() => unknown} [onFailure] runs after a failure, e.g. to take a screenshot
		 * @returns {Promise<boolean>} true when the step passed
		 */
		async step(title, check, onFailure = () => {}) {
			if (chained && failed > 0) {
				failed++;
				print(`✗ ${title} (skipped)`);
				return false;
			}
			try {
				await check();
				passed++;
				print(`✓ ${title}`);
				return true;
			} catch (thrown) {
				failed++;
				print(`✗ ${title}\n${indented(thrown.message)}`);
				await onFailure();
				return false;
			}
		},

		/** Prints the totals and sets exit code 1 if a step failed. */
		close() {
			print(`\n${passed} passed, ${failed} failed`);
			if (failed > 0) process.exitCode = 1;
		},
	};
}

const indented = (text) =>
	text
		.split('\n')
		.slice(0, 20)
		.map((line) => `    ${line}`)
		.join('\n');
