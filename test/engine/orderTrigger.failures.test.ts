import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../tools/sandbox';
import { EngineCredentials } from './credentials.support';
import {
	ENGINES,
	errorOf,
	IDS,
	idsOf,
	PROVIDERS,
	reported,
	SHIPPED,
	useOrderTrigger,
} from './orderTrigger.support';
import type { Poller } from './pollStage.support';

const trigger = useOrderTrigger();
type Watched = (typeof PROVIDERS)[number];

/** In the credential of a provider this field is different from now on; gives what it was. */
const setField = (id: 'tuya' | 'ali', name: string, value: string): string => {
	const { store } = trigger.stage.engine;
	const stored = store.get(id);
	store.put(id, { ...stored, [name]: value });
	return String(stored[name]);
};
/** Expects that the next poll reports that the order was shipped. */
const expectShipped = async (poller: Poller, id: string): Promise<void> =>
	expect(reported(await poller.poll())).toEqual([[id, ...SHIPPED]]);

describe('an activation is refused', () => {
	// Each value is refused in test/nodes/OrderTrigger; here one for each place that refuses.
	test.each<[string, Watched, INodeParameters, RegExp]>([
		['no mall', 'tuya', { mallCode: '' }, /Mall Code/],
		['a mall that does not exist', 'tuya', { mallCode: 'ANOTHER' }, /Mall Code/],
		['no order ids', 'aliexpress', { orderIds: ' \n ' }, /Order IDs/],
		['an expression that fails', 'tuya', { mallCode: '={{ nothing.at.all }}' }, /expression/],
	])('with %s, and polls fail with its class', async (_, provider, parameters, words) => {
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
	});

	test.each([
		['tuya', 'tuya', 'accessSecret'],
		['aliexpress', 'ali', 'appSecret'],
	] as const)('with a wrong credential of %s, or none', async (provider, id, name) => {
		setField(id, name, 'another-secret-of-nobody-0001');
		const error = await errorOf(trigger.open(provider).activate());
		expect(JSON.stringify([error.message, error.description])).not.toContain('of-nobody-0001');
		const { message } = await errorOf(trigger.open(provider, {}, { credentials: {} }).activate());
		expect(message).toMatch(/credential/i);
	});
});

/** What may be over by the next poll, with the class of the poll that meets it. */
const PASSING: ReadonlyArray<readonly [string, string, Fault]> = [
	['throttled', 'rate-limited', { kind: 'status', status: 429, retryAfter: 1 }],
	['out of order', 'temporarily-unavailable', { kind: 'status', status: 503 }],
	['cut off', 'temporarily-unavailable', { kind: 'reset' }],
];
/** What makes all calls fail; gives what ends it. */
const SPOILED: ReadonlyArray<[string, string, () => () => void]> = [
	...PASSING.map(([title, cause, fault]): (typeof SPOILED)[number] => [
		title,
		cause,
		() => {
			trigger.sandbox.faults.always({}, fault);
			return () => trigger.sandbox.faults.clear();
		},
	]),
	[
		'a wrong secret',
		'credential-invalid',
		() => {
			const secrets = [
				['tuya', 'accessSecret'],
				['ali', 'appSecret'],
			] as const;
			const typed = secrets.map(([id, name]) => setField(id, name, 'wrong-secret-000001'));
			for (const provider of PROVIDERS) trigger.sandbox.expireAccessTokens(provider);
			return () => secrets.forEach(([id, name], at) => setField(id, name, typed[at] ?? ''));
		},
	],
];

test.each(
	SPOILED.flatMap((each, at) =>
		PROVIDERS.map((provider, of) => {
			const engine = ENGINES[(at + of) % ENGINES.length] ?? 'memory';
			return [...each, provider, engine] as const;
		}),
	),
)(
	'%s: polls fail with the class %s, a start of n8n never, and nothing is lost',
	async (_, cause, spoil, provider, engine) => {
		const [first] = IDS[provider];
		const poller = await trigger.activated(provider, {}, { engine });
		await poller.poll();
		trigger.put(provider, first, 'shipped');
		const recover = spoil();
		expect(await poller.restart()).toBeNull();
		expect(await poller.activate('leadershipChange')).toBeNull();
		expect((await errorOf(poller.poll())).failure?.cause).toBe(cause);
		recover();
		await expectShipped(poller, first);
	},
);

describe.each(PROVIDERS)('while %s is', (provider) => {
	const [first] = IDS[provider];

	test.each(PASSING)('%s: activated with a warning, begins later', async (_, _cause, fault) => {
		trigger.sandbox.faults.always({}, fault);
		const poller = await trigger.activated(provider);
		expect(poller.warnings()).not.toEqual([]);
		trigger.sandbox.faults.clear();
		expect(await poller.poll()).toBeNull();
		trigger.put(provider, first, 'shipped');
		await expectShipped(poller, first);
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

	test('asking for a longer wait than a poll allows, the poll reports that wait', async () => {
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
		const { message, failure } = await errorOf(poller.poll());
		expect(message).toMatch(/rate limit/);
		expect(failure).toEqual({ cause: 'rate-limited', retryAfterMs: 60_000 });
	});
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

describe('an order that could not be read at the activation', () => {
	test.each([
		['no list shows how it was: it is reported when it is read', 'aliexpress', IDS.aliexpress],
		['a list shows how it was: it is reported if it differs', 'tuya', ['SO1']],
	] as const)('%s', async (_, provider, expected) => {
		trigger.sandbox.faults.always({ call: 'order' }, { kind: 'status', status: 404 });
		const poller = await trigger.activated(provider);
		trigger.put(provider, IDS[provider][0], 'delivered');
		trigger.sandbox.faults.clear();
		expect(idsOf(await poller.poll()).sort()).toEqual([...expected]);
		expect(await poller.poll()).toBeNull();
	});
});

test('there is no time to read the whole list: the field that makes it shorter is named', async () => {
	trigger.sandbox.faults.always({ call: 'search' }, { kind: 'stall-headers' });
	const endInSearch = (): void => {
		const before = trigger.sandbox.count('search');
		trigger.endPolls(() => trigger.sandbox.count('search') > before);
	};
	endInSearch();
	const poller = await trigger.activated('tuya');
	expect(poller.warnings().join()).toMatch(/no time/);
	endInSearch();
	const { error } = await poller.pollManually();
	expect(`${error?.message} ${error?.description}`).toMatch(/no time.*Look Back \(Days\)/);
	endInSearch();
	const { failure } = await errorOf(poller.poll());
	expect(failure).toEqual({ cause: 'temporarily-unavailable' });
});

test('a mall without orders: a manual run says so', async () => {
	trigger.sandbox.tuya.clear();
	const { error } = await trigger.open('tuya').pollManually();
	expect(error?.message).toMatch(/No order was placed/);
	expect(error?.description).toMatch(/Look Back \(Days\)/);
});

test('n8n does not load the credential: no poll ends late, and nothing is lost', async () => {
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
	const poller = await trigger.activated('tuya', {}, { engine: 'durable' });
	expect(poller.warnings().join()).toMatch(/not loaded in time/);
	goOn();
	expect(await poller.poll()).toBeNull();
	const saved = poller.saved();
	trigger.put('tuya', 'SO1', 'shipped');
	goOn = stall();
	expect(await poller.restart()).toBeNull();
	const { message, failure } = await errorOf(poller.poll());
	expect(message).toMatch(/not loaded in time/);
	expect(failure).toEqual({ cause: 'temporarily-unavailable' });
	expect(poller.saved()).toEqual(saved);
	goOn();
	await expectShipped(poller, 'SO1');
});
