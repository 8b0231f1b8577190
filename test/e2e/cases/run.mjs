const LIMIT_MS = 120_000;

/**
 * Runs the cases in order and prints the result of each.
 *
 * @param {readonly import('../e2e.mjs').Case[]} cases
 * @returns {Promise<number>} the number of failed cases
 */
export async function runCases(cases) {
	let failed = 0;
	for (const [name, run] of cases) {
		const started = Date.now();
		try {
			const remark = await Promise.race([run(), tooLong()]);
			const seconds = ((Date.now() - started) / 1000).toFixed(1);
			console.log(`✓ ${name} (${seconds} s)${remark ? `\n    ${remark}` : ''}`);
		} catch (thrown) {
			failed++;
			console.log(`✗ ${name}\n${indented(thrown)}`);
		}
	}
	console.log(`\n${cases.length - failed} passed, ${failed} failed`);
	return failed;
}

const tooLong = () =>
	new Promise((_resolve, reject) => {
		const seconds = LIMIT_MS / 1000;
		setTimeout(() => reject(new Error(`timed out after ${seconds} s`)), LIMIT_MS).unref();
	});

const indented = (thrown) =>
	String(thrown?.stack ?? thrown)
		.split('\n')
		.map((line) => `    ${line}`)
		.join('\n');
