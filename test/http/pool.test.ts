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
const LOCAL = new URL('https://localhost');
const GATEWAY = new URL('https://gateway.test');
/** One whose requests may go through a proxy, one whose requests never do. */
const URLS = [GATEWAY, LOCAL];

test('uses of one setting share a pool', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	expect(b.dispatcherFor(GATEWAY)).toBe(a.dispatcherFor(GATEWAY));
	a.release();
	b.release();
});

test('a pool that no run uses is closed after a while, with its connections', async () => {
	const server = await serve((_message, reply) => reply.end('1'));
	const first = usePool(undefined);
	const response = await first
		.dispatcherFor(new URL(server.url))
		.request({ origin: server.url, path: '/', method: 'GET' });
	expect(await response.body.text()).toBe('1');
	expect(server.open()).toBe(1);
	first.release();
	jest.advanceTimersByTime(LINGER);
	for (const url of URLS) expect(first.dispatcherFor(url)).toHaveProperty('closed', true);
	await server.idle();
	const next = usePool(undefined);
	for (const url of URLS) expect(next.dispatcherFor(url)).not.toBe(first.dispatcherFor(url));
	next.release();
});

test('a run that comes in time keeps the pool', () => {
	const first = usePool(undefined);
	first.release();
	jest.advanceTimersByTime(LINGER - 1);
	const second = usePool(undefined);
	jest.advanceTimersByTime(10 * LINGER);
	const third = usePool(undefined);
	expect(third.dispatcherFor(GATEWAY)).toBe(first.dispatcherFor(GATEWAY));
	second.release();
	third.release();
});

test('a release counts once', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	a.release();
	a.release();
	jest.advanceTimersByTime(LINGER);
	const c = usePool(undefined);
	expect(c.dispatcherFor(GATEWAY)).toBe(b.dispatcherFor(GATEWAY));
	b.release();
	c.release();
});

test('each proxy and each filter have connections of their own', () => {
	const filter = () => ({
		validateUrl: async () => await Promise.resolve({ ok: true }),
		createSecureLookup: () => () => undefined,
	});
	const uses = [usePool(undefined), usePool(filter()), usePool(filter())];
	const dispatchers = (url: URL) => uses.map((use) => use.dispatcherFor(url));
	const direct = dispatchers(GATEWAY);
	setProxy({ HTTPS_PROXY: 'http://127.0.0.1:9' });
	const proxied = dispatchers(GATEWAY);
	setProxy({ HTTPS_PROXY: 'http://127.0.0.1:8' });
	expect(new Set([...direct, ...proxied, ...dispatchers(GATEWAY)]).size).toBe(9);
	expect(dispatchers(LOCAL)).toEqual(direct);
	setProxy({ ALL_PROXY: 'http://127.0.0.1:9' });
	expect(dispatchers(GATEWAY)).toEqual(proxied);
	for (const use of uses) use.release();
	jest.advanceTimersByTime(LINGER);
	for (const each of [...direct, ...proxied]) expect(each).toHaveProperty('closed', true);
});

test('an invalid proxy variable only fails for hosts that need a proxy', () => {
	setProxy({ HTTPS_PROXY: 'not an address' });
	const use = usePool(undefined);
	expect(() => use.dispatcherFor(GATEWAY)).toThrow('Proxy address is invalid');
	expect(() => use.dispatcherFor(LOCAL)).not.toThrow();
	use.release();
	jest.advanceTimersByTime(LINGER);
	expect(use.dispatcherFor(LOCAL)).toHaveProperty('closed', true);
});
