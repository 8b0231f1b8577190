/**
 * Runs tests one after the other and prints the result of each.
 *
 * @param {object} [options]
 * @param {string} [options.only] runs only tests whose title matches this regular expression
 * @param {number} [options.limit] seconds for each test
 * @param {() => unknown} [options.onFailure] makes each test depend on the ones before it: runs after
 *   the first failure, e.g. to take a screenshot; the remaining tests are counted as failed
 */
export function newTests({ only = '', limit = 1_200, onFailure } = {}) {
	let passed = 0;
	let failed = 0;
	return {
		/**
		 * @param {string} title the expected result
		 * @param {() => unknown} check throws or rejects when the test fails; a text that it returns is printed
		 */
		async test(title, check) {
			if (!new RegExp(only).test(title)) return;
			const started = Date.now();
			try {
				if (onFailure && failed > 0) throw 'skipped';
				const remark = await Promise.race([check(), tooLong(limit)]);
				const seconds = ((Date.now() - started) / 1000).toFixed(1);
				console.log(`✓ ${title} (${seconds} s)${remark ? `\n${indented(remark)}` : ''}`);
				passed++;
			} catch (thrown) {
				console.log(`✗ ${title}\n${indented(thrown?.stack ?? thrown)}`);
				if (failed++ === 0) await onFailure?.();
			}
		},

		/** Prints the totals and sets exit code 1 if a test failed. */
		close() {
			console.log(`\n${passed} passed, ${failed} failed`);
			if (failed > 0) process.exitCode = 1;
		},
	};
}

const tooLong = (seconds) =>
	new Promise((_resolve, reject) => {
		const end = () => reject(new Error(`timed out after ${seconds} s`));
		setTimeout(end, seconds * 1000).unref();
	});

const indented = (text) => String(text).replace(/^/gm, '    ');
