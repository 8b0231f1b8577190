import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../tools/sandbox';
import { EngineCredentials } from './credentials.support';
import {
	ENGINES,
	errorOf,
	IDS,
	openOrderTrigger,
	PROVIDERS,
	SHIPPED,
	reported,
} from './orderTrigger.support';

let trigger: Awaited<ReturnType<typeof openOrderTrigger>>;
beforeAll(async () => {
	trigger = await openOrderTrigger();
});
beforeEach(() => trigger.reset());
afterAll(async () => await trigger.stage.close());

const credential = { tuya: 'tuya', aliexpress: 'ali' };
/** In the credential of a provider this field is different from now on. */
const setField = (provider: keyof typeof credential, name: string, value: string): void => {
	const { store } = trigger.stage.engine;
	store.put(credential[provider], { ...store.get(credential[provider]), [name]: value });
};

const long = Array.from({ length: 5001 }, (_, n) => String(810000 + n)).join('\n');
const WRONG: ReadonlyArray<[string, 'tuya' | 'aliexpress', INodeParameters, RegExp]> = [
	['no mall', 'tuya', { mallCode: '' }, /Mall Code/],
	['a mall code with a slash', 'tuya', { mallCode: 'A/B' }, /Mall Code/],
	['a mall that does not exist', 'tuya', { mallCode: 'ANOTHER' }, /Mall Code/],
	['a site that does not exist', 'tuya', { siteCode: 'ANOTHER' }, /parameter|Site Code/],
	['no events', 'tuya', { events: [] }, /Events/],
	['an event that does not exist', 'aliexpress', { events: ['refund'] }, /Events/],
	['no order ids', 'aliexpress', { orderIds: ' \n ' }, /Order IDs/],
	['an order id that has lost digits', 'aliexpress', { orderIds: '8.19E+15' }, /Order ID/],
	['too many order ids', 'aliexpress', { orderIds: long }, /5001/],
	['days that are no number', 'tuya', { lookBackDays: '={{ "soon" }}' }, /Look Back/],
	['a provider that does not exist', 'tuya', { provider: '={{ "ebay" }}' }, /Provider/],
	['an expression that fails', 'tuya', { mallCode: '={{ nothing.at.all }}' }, /expression/],
];

describe.each(WRONG)('with %s', (_, provider, parameters, words) => {
	test('the activation is refused, and nothing is remembered', async () => {
		const poller = trigger.open(provider, parameters);
		const { message, description } = await errorOf(poller.activate());
		expect(`${message} ${description ?? ''}`).toMatch(words);
		expect(poller.saved()).toEqual({});
	});

	test('from now on polls fail with the class of the failure, and nothing is lost', async () => {
		const poller = trigger.open(provider, {}, { engine: 'durable' });
		await poller.activate();
		await poller.poll();
		const saved = poller.saved();
		await poller.changeParameters(parameters);
		const { failure } = await errorOf(poller.poll());
		expect(failure).toEqual({ cause: 'configuration-invalid' });
		expect(poller.saved()).toEqual(saved);
	});
});

describe('the activation is refused', () => {
	test.each<['tuya' | 'aliexpress', string, string]>([
		['tuya', 'accessSecret', 'another-secret-of-nobody-0001'],
		['tuya', 'accessId', 'unknownaccessid0001'],
		['aliexpress', 'appSecret', 'another-secret-of-nobody'],
	])('with a wrong credential of %s (%s)', async (provider, name, value) => {
		setField(provider, name, value);
		const error = await errorOf(trigger.open(provider).activate());
		expect(JSON.stringify([error.message, error.description])).not.toContain(value);
	});

	test('with a credential that was deleted', async () => {
		const poller = trigger.open('tuya', {}, { credentials: {} });
		const { message } = await errorOf(poller.activate());
		expect(message).toMatch(/credential/i);
	});
});

test('rubbish among order ids is named in the log, and the others are watched', async () => {
	const [first] = IDS.aliexpress;
	const poller = trigger.open('aliexpress', { orderIds: `${first}\n<b>\n,;\u200b${first}` });
	expect(await poller.activate()).toBeNull();
	expect(JSON.stringify(poller.logs)).toContain('<b>');
	trigger.put('aliexpress', first, 'shipped');
	expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
});

test('one order that always fails does not fail the polls in which no other has changed', async () => {
	const poller = trigger.open('tuya', { events: ['orderStatus'], options: { maxRetries: 0 } });
	await poller.activate();
	trigger.put('tuya', 'SO1', 'delivered');
	const call = { call: 'order', orderId: 'SO1' } as const;
	trigger.sandbox.faults.always(call, { kind: 'status', status: 500 });
	expect(await poller.poll()).toBeNull();
	expect(poller.warnings()).not.toEqual([]);
	trigger.sandbox.faults.clear();
	expect(await poller.poll()).toHaveLength(1);
});

test.each(PROVIDERS)(
	'%s wanting to be asked later than the poll has time for is what a poll says',
	async (provider) => {
		const poller = trigger.open(provider);
		await poller.activate();
		const call = provider === 'tuya' ? 'search' : 'order';
		trigger.sandbox.faults.always({ call }, { kind: 'status', status: 429, retryAfter: 60 });
		const { runtime } = trigger.stage;
		const { sleep } = runtime;
		let isWaiting = false;
		runtime.sleep = async (milliseconds, signal) => {
			if (milliseconds < 50_000) return await sleep(milliseconds, signal);
			isWaiting = true;
			await new Promise((resolve) => signal?.addEventListener('abort', resolve));
		};
		trigger.endPolls(() => isWaiting);
		const { message, failure } = await errorOf(poller.poll()).finally(() => {
			runtime.sleep = sleep;
		});
		expect(message).toMatch(/rate limit/);
		expect(failure).toEqual({ cause: 'rate-limited', retryAfterMs: 60_000 });
	},
);

describe.each(PROVIDERS)(
	'a credential of %s that n8n does not load ends no poll late',
	(provider) => {
		const [first] = IDS[provider];
		/** As with a store of secrets that does not answer, until n8n can load credentials again. */
		const stall = (): (() => void) => {
			const load = jest
				.spyOn(EngineCredentials.prototype, 'getDecrypted')
				.mockReturnValue(new Promise(() => undefined));
			trigger.endPolls(() => load.mock.calls.length > 0);
			return () => {
				load.mockRestore();
				trigger.endPolls(() => false);
			};
		};
		afterEach(() => jest.restoreAllMocks());

		test('the workflow is activated with a warning, and begins later', async () => {
			const poller = trigger.open(provider);
			const goOn = stall();
			expect(await poller.activate()).toBeNull();
			expect(poller.warnings().join()).toMatch(/not loaded in time/);
			goOn();
			expect(await poller.poll()).toBeNull();
			trigger.put(provider, first, 'shipped');
			expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
		});

		test('n8n starts again, polls fail with their class, and nothing is lost', async () => {
			const poller = trigger.open(provider);
			await poller.activate();
			const saved = poller.saved();
			trigger.put(provider, first, 'shipped');
			const goOn = stall();
			expect(await poller.restart()).toBeNull();
			const { message, failure } = await errorOf(poller.poll());
			expect(message).toMatch(/not loaded in time/);
			expect(failure).toEqual({ cause: 'temporarily-unavailable' });
			expect(poller.saved()).toEqual(saved);
			goOn();
			expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
			expect(await poller.poll()).toBeNull();
		});
	},
);

/** What makes each call fail in a way that may be over by the next poll. */
const passing: ReadonlyArray<[string, string, (sandbox: Sandbox) => void]> = [
	[
		'throttled',
		'rate-limited',
		({ faults }) => faults.always({}, { kind: 'status', status: 429, retryAfter: 1 }),
	],
	[
		'out of order',
		'temporarily-unavailable',
		({ faults }) => faults.always({}, { kind: 'status', status: 503 }),
	],
	['cut off', 'temporarily-unavailable', ({ faults }) => faults.always({}, { kind: 'reset' })],
];

describe.each(PROVIDERS)('while %s is', (provider) => {
	const [first] = IDS[provider];

	test.each(passing)(
		'%s, the workflow is activated with a warning, and begins later',
		async (_, _cause, fail) => {
			const poller = trigger.open(provider);
			fail(trigger.sandbox);
			expect(await poller.activate()).toBeNull();
			expect(poller.warnings()).not.toEqual([]);
			trigger.sandbox.faults.clear();
			expect(await poller.poll()).toBeNull();
			trigger.put(provider, first, 'shipped');
			expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
		},
	);

	test.each(passing)('%s, n8n starts again, and nothing is lost', async (_, _cause, fail) => {
		const poller = trigger.open(provider);
		await poller.activate();
		trigger.put(provider, first, 'shipped');
		fail(trigger.sandbox);
		expect(await poller.restart()).toBeNull();
		trigger.sandbox.faults.clear();
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
	});

	test.each(passing)(
		'%s, polls fail with the class of the failure, and nothing is lost',
		async (_, cause, fail) => {
			for (const engine of ENGINES) {
				trigger.reset();
				const poller = trigger.open(provider, {}, { engine });
				await poller.activate();
				await poller.poll();
				trigger.put(provider, first, 'shipped');
				fail(trigger.sandbox);
				const { failure } = await errorOf(poller.poll());
				expect(failure?.cause).toBe(cause);
				trigger.sandbox.faults.clear();
				expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
			}
		},
	);

	test('without its credential, polls fail with that class', async () => {
		const poller = trigger.open(provider);
		await poller.activate();
		setField(provider, provider === 'tuya' ? 'accessSecret' : 'appSecret', 'wrong-secret-000001');
		trigger.stage.restart();
		trigger.sandbox.expireAccessTokens(provider);
		const { failure } = await errorOf(poller.poll());
		expect(failure).toEqual({ cause: 'credential-invalid' });
	});

	test('lacking one of the orders, the others are watched', async () => {
		const gone = provider === 'tuya' ? 'SO-GONE' : '99';
		trigger.put(provider, first, 'paid');
		const parameters: INodeParameters =
			provider === 'tuya' ? {} : { orderIds: `${gone} ${IDS.aliexpress.join(' ')}` };
		const poller = trigger.open(provider, parameters);
		if (provider === 'tuya') trigger.put('tuya', gone, 'shipped');
		trigger.sandbox.faults.always(
			{ call: 'order', orderId: gone },
			{ kind: 'body', body: { success: false, code: 2005001, msg: 'order not found' } },
		);
		expect(await poller.activate()).toBeNull();
		expect(JSON.stringify(poller.logs)).toContain(gone);
		trigger.put(provider, first, 'shipped');
		expect(reported(await poller.poll())).toEqual([[first, ...SHIPPED]]);
		expect(await poller.poll()).toBeNull();
	});
});
