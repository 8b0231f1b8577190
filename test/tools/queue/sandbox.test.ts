import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { ProviderCounts } from '../../e2e/queue/checks';
import { ordersOf } from '../../e2e/queue/plan';

interface Started {
	readonly baseUrl: string;
	readonly mallCode: string;
	readonly siteCode: string;
}

interface Answer {
	readonly id: number;
	readonly aliexpress: ProviderCounts;
	readonly tuya: ProviderCounts;
	readonly lines: readonly number[];
}

let child: ChildProcess;
let started: Started;

beforeAll(async () => {
	const script = path.resolve(__dirname, '../../e2e/queue/sandbox.ts');
	child = fork(script, ['100'], { execArgv: ['--import', 'tsx'] });
	[started] = (await once(child, 'message')) as [Started];
});

afterAll(async () => {
	const ended = once(child, 'exit');
	child.kill();
	await ended;
});

async function ask(question: object): Promise<Answer> {
	child.send(question);
	const [answer] = (await once(child, 'message')) as [Answer];
	return answer;
}

test('reports its address and its mall', () => {
	expect(started).toMatchObject({
		baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
		mallCode: 'SANDBOX_MALL',
		siteCode: 'SANDBOX_SITE',
	});
});

test('counts the lines of the orders it is asked about', async () => {
	const { id, lines } = await ask({ id: 1, linesOf: ordersOf(started, 40, 0) });
	expect(id).toBe(1);
	expect(lines).toHaveLength(40);
	for (const count of lines) {
		expect(count).toBeGreaterThanOrEqual(1);
		expect(count).toBeLessThanOrEqual(4);
	}
});

test('reports what it received from each provider’s credential', async () => {
	const nothing = { orders: 0, rejectedOrders: 0, renewals: 0, rejectedRenewals: 0 };
	expect(await ask({ id: 2 })).toEqual({ id: 2, aliexpress: nothing, tuya: nothing, lines: [] });
});
