/**
 * Steps that are tried one after the other, each with a line of its own.
 *
 * @param {object} [options]
 * @param {boolean} [options.chained] each step builds on those before it: after one that was not seen
 *   the others count as failed without being tried
 * @param {(line: string) => void} [options.print]
 */
export function newSteps({ chained = false, print = console.log } = {}) {
	let passed = 0;
	let failed = 0;
	return {
		/**
		 * @param {string} title what is seen when it goes well
		 * @param {() => unknown} see rejects or throws when it is not seen
		 * @param {() => unknown} [whenNot] runs then, to keep evidence
		 * @returns {Promise<boolean>} whether it was seen
		 */
		async step(title, see, whenNot = () => {}) {
			if (chained && failed > 0) {
				failed++;
				print(`✗ ${title} (not tried)`);
				return false;
			}
			try {
				await see();
				passed++;
				print(`✓ ${title}`);
				return true;
			} catch (thrown) {
				failed++;
				print(`✗ ${title}\n${indented(thrown.message)}`);
				await whenNot();
				return false;
			}
		},

		/** Prints the count; the exit code tells whether all passed. */
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
