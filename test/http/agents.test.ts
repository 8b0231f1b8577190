import { Agents } from '../../http/agents';
import { setProxy } from './client.support';

beforeEach(() => setProxy({}));
afterEach(() => setProxy({}));

const LOCAL = new URL('https://localhost');
const GATEWAY = new URL('https://gateway.test');
const filter = () => ({
	validateUrl: async () => await Promise.resolve({ ok: true }),
	createSecureLookup: () => () => undefined,
});

test('each proxy and each filter have connections of their own, and keep them', () => {
	const agents = new Agents();
	const filters = [undefined, filter(), filter()];
	const all = (url: URL) => filters.map((each) => agents.dispatcherFor(url, each));
	const direct = all(GATEWAY);
	setProxy({ HTTPS_PROXY: 'http://127.0.0.1:9' });
	const proxied = all(GATEWAY);
	setProxy({ HTTPS_PROXY: 'http://127.0.0.1:8' });
	expect(new Set([...direct, ...proxied, ...all(GATEWAY)]).size).toBe(9);
	expect(all(LOCAL)).toEqual(direct);
	setProxy({ ALL_PROXY: 'http://127.0.0.1:9' });
	expect(all(GATEWAY)).toEqual(proxied);
});
