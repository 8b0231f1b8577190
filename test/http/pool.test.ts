import { usePool } from '../../http/pool';
import { closeServers, serve, setProxy } from './client.support';

beforeEach(() => {
	setProxy({});
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(async () => {
	jest.useRealTimers();
	await closeServers();
});

const LINGER = 30_000;
const HOST = 'gateway.test';
/** One whose requests may go through a proxy, one whose requests never do. */
const HOSTS = [HOST, 'localhost'];

test('uses of one setting share a pool', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	expect(b.dispatcherFor(HOST)).toBe(a.dispatcherFor(HOST));
	a.release();
	b.release();
});

test('a pool that no run uses is let go after a while, its connections closed', async () => {
	const server = await serve((_message, reply) => reply.end('1'));
	const first = usePool(undefined);
	const response = await first
		.dispatcherFor('127.0.0.1')
		.request({ origin: server.url, path: '/', method: 'GET' });
	expect(await response.body.text()).toBe('1');
	expect(server.open()).toBe(1);
	first.release();
	jest.advanceTimersByTime(LINGER);
	for (const host of HOSTS) expect(first.dispatcherFor(host)).toHaveProperty('closed', true);
	await server.idle();
	const next = usePool(undefined);
	for (const host of HOSTS) expect(next.dispatcherFor(host)).not.toBe(first.dispatcherFor(host));
	next.release();
});

test('a run that comes in time keeps the pool', () => {
	const first = usePool(undefined);
	first.release();
	jest.advanceTimersByTime(LINGER - 1);
	const second = usePool(undefined);
	jest.advanceTimersByTime(10 * LINGER);
	const third = usePool(undefined);
	expect(third.dispatcherFor(HOST)).toBe(first.dispatcherFor(HOST));
	second.release();
	third.release();
});

test('a release counts once', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	a.release();
	a.release();
	jest.advanceTimersByTime(LINGER);
	const c = usePool(undefined);
	expect(c.dispatcherFor(HOST)).toBe(b.dispatcherFor(HOST));
	b.release();
	c.release();
});

test('another proxy setting and another filter have pools of their own', () => {
	const filter = () => ({
		validateUrl: async () => await Promise.resolve({ ok: true }),
		createSecureLookup: () => () => undefined,
	});
	const one = filter();
	const uses = [usePool(undefined), usePool(one), usePool(filter())];
	setProxy({ HTTPS_PROXY: 'http://127.0.0.1:9' });
	uses.push(usePool(undefined), usePool(one));
	for (const host of HOSTS) {
		expect(new Set(uses.map((use) => use.dispatcherFor(host))).size).toBe(5);
	}
	for (const use of uses) use.release();
	jest.advanceTimersByTime(LINGER);
});

test('a proxy variable that is no address is only thrown for hosts that need a proxy', () => {
	setProxy({ HTTPS_PROXY: 'not an address' });
	const use = usePool(undefined);
	expect(() => use.dispatcherFor(HOST)).toThrow('Proxy address is invalid');
	expect(() => use.dispatcherFor('localhost')).not.toThrow();
	use.release();
	jest.advanceTimersByTime(LINGER);
	expect(use.dispatcherFor('localhost')).toHaveProperty('closed', true);
});
