/**
 * Fetches thousands of orders of both providers in one execution with random faults and expiring
 * sessions. Every input item must yield exactly one outcome: its rows or its error. Exits with 0 only
 * when there are no violations.
 *
 *   npm run soak -- [--orders=5000] [--concurrency=20] [--rate=0.1] [--seed=NUMBER]
 */
import { readOptions } from '../options.cjs';
import { soak, type Report } from './run';

const { orders, concurrency, rate, seed } = readOptions('soak');
const plan = {
	orders,
	concurrency,
	rate,
	seed: seed ?? Date.now() % 1_000_000,
	sessionEndsAfter: 500,
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function list(title: string, counts: ReadonlyMap<string, number>): void {
	say(`\n${title}`);
	for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a)) {
		say(`  ${String(count).padStart(7)}  ${name}`);
	}
}

function print(report: Report): void {
	list('Orders by outcome', report.outcomes);
	list('Requests by fault', report.faults);
	say(`
${report.requests} requests, ${report.renewals} of them session renewals
${report.seconds.toFixed(1)} s, ${report.simulatedSeconds.toFixed(0)} s of simulated time
${report.socketsOpened} sockets opened, at most ${report.mostSockets} at a time
${(report.heapGrowth / 1024 / 1024).toFixed(1)} MB heap growth`);
	list(
		`${report.violations.length} violations`,
		new Map(report.violations.slice(0, 50).map((text) => [text, 1])),
	);
}

async function main(): Promise<boolean> {
	say(`${plan.orders} orders, concurrency ${plan.concurrency}, seed ${plan.seed}`);
	const report = await soak({ ...plan, progress: (asked) => say(`  ${asked} orders requested`) });
	print(report);
	const total = [...report.outcomes.values()].reduce((sum, count) => sum + count, 0);
	say(`\n${total} outcomes for ${plan.orders} orders, ${report.violations.length} violations`);
	return total === plan.orders && report.violations.length === 0;
}

void main().then(
	(good) => process.exit(good ? 0 : 1),
	(reason: unknown) => {
		say(String(reason));
		process.exit(1);
	},
);
