/**
 * Shows how the rate limiter copes with limits that it does not know: two runs of 20 orders, one after
 * the other, in simulated time; and with refusals by chance. Exits with 1 if an order is missing.
 *
 *   npm run rate-limits                          every kind of limit, and chance
 *   npm run rate-limits -- sliding-window        only this kind
 *   npm run rate-limits -- chance
 *   npm run rate-limits -- paces                 calls and time at rates that a provider states
 */
import { readOptions } from '../options.cjs';
import { accidentTable } from './limits/accidents';
import { MODELS, type Model } from './limits/grid';
import { paceTable } from './limits/paces';
import { limitTable, measure, missingIn } from './limits/table';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
	const chosen = readOptions('rate-limits').words;
	for (const model of Object.keys(MODELS) as Model[]) {
		if (chosen.length > 0 && !chosen.includes(model)) continue;
		const measured = await measure(model);
		say(`${model}\n\n${limitTable(measured)}\n`);
		const missing = missingIn(measured);
		if (missing > 0) {
			say(`${missing} orders are missing.\n`);
			process.exitCode = 1;
		}
	}
	if (chosen.length === 0 || chosen.includes('chance')) say(`chance\n\n${await accidentTable()}\n`);
	if (chosen.length === 0 || chosen.includes('paces')) say(`paces\n\n${await paceTable()}`);
}

void main();
