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

test('uses of one setting share a pool', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	expect(b.dispatcher).toBe(a.dispatcher);
	a.release();
	b.release();
});

test('a pool that no run uses is let go after a while, its connections closed', async () => {
	const server = await serve((_message, response) => response.end('1'));
	const first = usePool(undefined);
	const answer = await first.dispatcher.request({ origin: server.url, path: '/', method: 'GET' });
	expect(await answer.body.text()).toBe('1');
	expect(server.open()).toBe(1);
	first.release();
	jest.advanceTimersByTime(LINGER);
	expect(first.dispatcher).toHaveProperty('closed', true);
	await server.idle();
	const next = usePool(undefined);
	expect(next.dispatcher).not.toBe(first.dispatcher);
	next.release();
});

test('a run that comes in time keeps the pool', () => {
	const first = usePool(undefined);
	first.release();
	jest.advanceTimersByTime(LINGER - 1);
	const second = usePool(undefined);
	jest.advanceTimersByTime(10 * LINGER);
	const third = usePool(undefined);
	expect(third.dispatcher).toBe(first.dispatcher);
	second.release();
	third.release();
});

test('a release counts once', () => {
	const [a, b] = [usePool(undefined), usePool(undefined)];
	a.release();
	a.release();
	jest.advanceTimersByTime(LINGER);
	const c = usePool(undefined);
	expect(c.dispatcher).toBe(b.dispatcher);
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
	expect(new Set(uses.map(({ dispatcher }) => dispatcher)).size).toBe(5);
	for (const use of uses) use.release();
	jest.advanceTimersByTime(LINGER);
});
