import { startSandbox } from '../../../tools/sandbox';
import { countsOf, linesOf } from './counts';
import type { QueueOrder } from './plan';

/** A question from the parent process; the answer repeats its `id`. */
interface Question {
	readonly id: number;
	/** Orders whose lines are to be counted. */
	readonly linesOf?: readonly QueueOrder[];
	/** How many AliExpress authorization codes are wanted. */
	readonly codes?: number;
	/** True to end all AliExpress access tokens. */
	readonly expire?: boolean;
	/** Orders to move one step. */
	readonly move?: readonly string[];
}

/** The sandbox as a child process that expires tokens as it is used, and reports what it received. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ callsPerToken: Number(process.argv[2]) });
	process.on('message', (question: Question) => {
		const { id, linesOf: orders = [], codes = 0, expire = false, move = [] } = question;
		for (const orderId of move) sandbox.move(orderId);
		if (expire) sandbox.expireAccessTokens('aliexpress');
		process.send?.({
			id,
			aliexpress: countsOf(sandbox.requests, 'aliexpress'),
			tuya: countsOf(sandbox.requests, 'tuya'),
			lines: orders.map(linesOf),
			codes: Array.from({ length: codes }, () => sandbox.issueCode()),
		});
	});
	const { baseUrl, demo, mallCode, siteCode } = sandbox;
	process.send?.({ baseUrl, demo, mallCode, siteCode });
}

void main();
