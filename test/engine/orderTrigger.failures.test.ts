import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../tools/sandbox';
import { EngineCredentials } from './credentials.support';
import {
	ENGINES,
	errorOf,
	IDS,
	PROVIDERS,
	reported,
	SHIPPED,
	useOrderTrigger,
} from './orderTrigger.support';
import type { Poller } from './pollStage.support';

const trigger = useOrderTrigger();

const credential = { tuya: 'tuya', aliexpress: 'ali' };
/** In the credential of a provider this field is different from now on. */
const setField = (provider: keyof typeof credential, name: string, value: string): void => {
	const { store } = trigger.stage.engine;
	store.put(credential[provider], { ...store.get(credential[provider]), [name]: value });
};
/** Expects that the next poll tells that the order was shipped. */
const expectShipped = async (poller: Poller, id: string): Promise<void> =>
	expect(reported(await poller.poll())).toEqual([[id, ...SHIPPED]]);

const long = Array.from({ length: 5001 }, (_, n) => String(810000 + n)).join('\n');
// Each value is refused in test/nodes/OrderTrigger; here one for each place that refuses.
const WRONG: ReadonlyArray<[string, 'tuya' | 'aliexpress', INodeParameters, RegExp]> = [
	['no mall', 'tuya', { mallCode: '' }, /Mall Code/],
	['a mall that does not exist', 'tuya', { mallCode: 'ANOTHER' }, /Mall Code/],
	['a site that does not exist', 'tuya', { siteCode: 'ANOTHER' }, /parameter|Site Code/],
	['an event that does not exist', 'aliexpress', { events: ['refund'] }, /Events/],
	['no order ids', 'aliexpress', { orderIds: ' \n ' }, /Order IDs/],
	['an order id that has lost digits', 'aliexpress', { orderIds: '8.19E+15' }, /Order ID/],
	['too many order ids', 'aliexpress', { orderIds: long }, /5001/],
	['days that are no number', 'tuya', { lookBackDays: '={{ "soon" }}' }, /Look Back/],
	['a provider that does not exist', 'tuya', { provider: '={{ "ebay" }}' }, /Provider/],
	['an expression that fails', 'tuya', { mallCode: '={{ nothing.at.all }}' }, /expression/],
];

test.each(WRONG)(
	'%s: the activation is refused, and polls fail with its class',
	async (_, provider, parameters, words) => {
		const refused = trigger.open(provider, parameters);
		const { message, description } = await errorOf(refused.activate());
		expect(`${message} ${description ?? ''}`).toMatch(words);
		expect(refused.saved()).toEqual({});

		const poller = await trigger.activated(provider, {}, { engine: 'durable' });
		await poller.poll();
		const saved = poller.saved();
		await poller.changeParameters(parameters);
		const { failure } = await errorOf(poller.poll());
		expect(failure).toEqual({ cause: 'configuration-invalid' });
		expect(poller.saved()).toEqual(saved);
	},
);

test.each<['tuya' | 'aliexpress', string]>([
	['tuya', 'accessSecret'],
	['tuya', 'accessId'],
	['aliexpress', 'appSecret'],
])('with a wrong credential of %s (%s) the activation is refused', async (provider, name) => {
	setField(provider, name, 'another-secret-of-nobody-0001');
	const error = await errorOf(trigger.open(provider).activate());
	expect(JSON.stringify([error.message, error.description])).not.toContain('of-nobody-0001');
});

test('with a credential that was deleted the activation is refused', async () => {
	const { message } = await errorOf(trigger.open('tuya', {}, { credentials: {} }).activate());
	expect(message).toMatch(/credential/i);
});

test('rubbish among order ids is named in the log, and the others are watched', async () => {
	const [first] = IDS.aliexpress;
	const orderIds = `${first}\n<b>\n,;\u200b${first}`;
	const poller = await trigger.activated('aliexpress', { orderIds });
	expect(JSON.stringify(poller.logs)).toContain('<b>');
	trigger.put('aliexpress', first, 'shipped');
	await expectShipped(poller, first);
});

test('one order that always fails does not fail the polls in which no other has changed', async () => {
	const options = { maxRetries: 0 };
	const poller = await trigger.activated('tuya', { events: ['orderStatus'], options });
	trigger.put('tuya', 'SO1', 'delivered');
	const call = { call: 'order', orderId: 'SO1' } as const;
	trigger.sandbox.faults.always(call, { kind: 'status', status: 500 });
	expect(await poller.poll()).toBeNull();
	expect(poller.warnings()).not.toEqual([]);
	trigger.sandbox.faults.clear();
	expect(await poller.poll()).toHaveLength(1);
});

/** What makes each call fail in a way that may be over by the next poll. */
const passing: ReadonlyArray<[string, string, Fault]> = [
	['throttled', 'rate-limited', { kind: 'status', status: 429, retryAfter: 1 }],
	['out of order', 'temporarily-unavailable', { kind: 'status', status: 503 }],
	['cut off', 'temporarily-unavailable', { kind: 'reset' }],
];

describe.each(PROVIDERS)('while %s is', (provider) => {
	const [first] = IDS[provider];
	const fail = (fault: Fault): void => trigger.sandbox.faults.always({}, fault);
	const recover = (): void => trigger.sandbox.faults.clear();

	test.each(passing)('%s: activated with a warning, begins later', async (_, _cause, fault) => {
		fail(fault);
		const poller = await trigger.activated(provider);
		expect(poller.warnings()).not.toEqual([]);
		recover();
		expect(await poller.poll()).toBeNull();
		trigger.put(provider, first, 'shipped');
		await expectShipped(poller, first);
	});

	test.each(ENGINES.flatMap((engine) => passing.map((each) => [engine, ...each] as const)))(
		'with state in %s %s: n8n starts again, polls fail with their class, and nothing is lost',
		async (engine, _, cause, fault) => {
			const poller = await trigger.activated(provider, {}, { engine });
			await poller.poll();
			trigger.put(provider, first, 'shipped');
			fail(fault);
			expect(await poller.restart()).toBeNull();
			expect((await errorOf(poller.poll())).failure?.cause).toBe(cause);
			recover();
			await expectShipped(poller, first);
		},
	);

	test('without its credential, polls fail with that class', async () => {
		const poller = await trigger.activated(provider);
		setField(provider, provider === 'tuya' ? 'accessSecret' : 'appSecret', 'wrong-secret-000001');
		trigger.stage.restart();
		trigger.sandbox.expireAccessTokens(provider);
		const { failure } = await errorOf(poller.poll());
		expect(failure).toEqual({ cause: 'credential-invalid' });
	});

	test('lacking one of the orders, the others are watched', async () => {
		const gone = provider === 'tuya' ? 'SO-GONE' : '99';
		const parameters: INodeParameters =
			provider === 'tuya' ? {} : { orderIds: `${gone} ${IDS.aliexpress.join(' ')}` };
		if (provider === 'tuya') trigger.put('tuya', gone, 'shipped');
		trigger.sandbox.faults.always(
			{ call: 'order', orderId: gone },
			{ kind: 'body', body: { success: false, code: 2005001, msg: 'order not found' } },
		);
		const poller = await trigger.activated(provider, parameters);
		expect(JSON.stringify(poller.logs)).toContain(gone);
		trigger.put(provider, first, 'shipped');
		await expectShipped(poller, first);
		expect(await poller.poll()).toBeNull();
	});

	test('asking for more time than a poll has, that is what the poll says', async () => {
		const poller = await trigger.activated(provider);
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
	});

	test('fine, but n8n does not load its credential: no poll ends late, and nothing is lost', async () => {
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
		let goOn = stall();
		const poller = await trigger.activated(provider);
		expect(poller.warnings().join()).toMatch(/not loaded in time/);
		goOn();
		expect(await poller.poll()).toBeNull();
		trigger.put(provider, first, 'shipped');
		await expectShipped(poller, first);

		const saved = poller.saved();
		trigger.put(provider, first, 'delivered');
		goOn = stall();
		expect(await poller.restart()).toBeNull();
		const { message, failure } = await errorOf(poller.poll());
		expect(message).toMatch(/not loaded in time/);
		expect(failure).toEqual({ cause: 'temporarily-unavailable' });
		expect(poller.saved()).toEqual(saved);
		goOn();
		expect(await poller.poll()).toHaveLength(1);
		expect(await poller.poll()).toBeNull();
	});
});
