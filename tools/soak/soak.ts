/**
 * Thousands of orders of both providers in one run, one request in ten met by a fault, sessions that
 * end in the middle: each input item has to come out once, as its rows or with its cause. Prints
 * what came of them and ends with 0 only when all is as it should be.
 *
 *   npm run soak -- [--orders 5000] [--seed 1] [--concurrency 20] [--rate 0.1]
 */
import { parseArgs } from 'node:util';

import { soak, type Report } from './run';

const { values } = parseArgs({
	options: {
		orders: { type: 'string', default: '5000' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		concurrency: { type: 'string', default: '20' },
		rate: { type: 'string', default: '0.1' },
	},
});
const plan = {
	orders: Number(values.orders),
	seed: Number(values.seed),
	concurrency: Number(values.concurrency),
	rate: Number(values.rate),
	sessionEndsAfter: 500,
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function list(title: string, counts: ReadonlyMap<string, number>): void {
	say(`\n${title}`);
	for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a)) {
		say(`  ${String(count).padStart(7)}  ${name}`);
	}
}

function tell(report: Report): void {
	list('What came of the orders', report.outcomes);
	list('What befell the requests', report.faults);
	say(`
${report.requests} requests, ${report.renewals} of them to renew a session
${report.seconds.toFixed(1)} s, in which the run's own clock went on by ${report.ownSeconds.toFixed(0)} s
${report.socketsOpened} sockets opened, at most ${report.mostSockets} at once
${(report.heapGrowth / 1024 / 1024).toFixed(1)} MB more on the heap when all was let go`);
	list(
		`${report.violations.length} violations`,
		new Map(report.violations.slice(0, 50).map((text) => [text, 1])),
	);
}

async function main(): Promise<boolean> {
	say(`${plan.orders} orders, ${plan.concurrency} at a time, seed ${plan.seed}`);
	const report = await soak({ ...plan, progress: (asked) => say(`  ${asked} orders asked for`) });
	tell(report);
	const total = [...report.outcomes.values()].reduce((sum, count) => sum + count, 0);
	say(`\n${total} outcomes of ${plan.orders} orders, ${report.violations.length} violations`);
	return total === plan.orders && report.violations.length === 0;
}

void main().then(
	(good) => process.exit(good ? 0 : 1),
	(reason: unknown) => {
		say(String(reason));
		process.exit(1);
	},
);
