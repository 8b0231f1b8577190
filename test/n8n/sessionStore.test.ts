import type { NodeContext } from '../../n8n/context';
import { systemRuntime } from '../../http/runtime';
import { SessionStore } from '../../n8n/session/sessionStore';
import { aliexpress } from '../../providers/aliexpress';
import { valueOf } from '../providers/calls.support';

const FORM = {
	appKey: '512345',
	appSecret: 'a-secret-of-the-app',
	baseUrl: 'https://api.example',
	refreshToken: 'refresh-1',
};
const never = async () => await new Promise<never>(() => undefined);

const contextOf = (read: NodeContext['getCredentials']) =>
	({
		getNode: () => ({ credentials: { aliExpressApi: { id: '1', name: 'One' } } }),
		getCredentials: read,
		helpers: { httpRequestWithAuthentication: never },
	}) as unknown as NodeContext;

describe('a run or poll that ends does not wait', () => {
	const open = async (read: NodeContext['getCredentials'], stop: AbortController) =>
		await new SessionStore(contextOf(read), { ...systemRuntime }, stop.signal).of(aliexpress, 0);

	test('for a credential that is never handed out', async () => {
		const stop = new AbortController();
		const opening = open(never, stop);
		stop.abort();
		expect(await opening).toMatchObject({
			failure: { kind: 'canceled', message: 'The AliExpress credential was not loaded in time' },
		});
	});

	test('for a renewal that never ends', async () => {
		const stop = new AbortController();
		const opened = await open((async () => FORM) as NodeContext['getCredentials'], stop);
		const session = valueOf(opened);
		const renewing = session.current();
		stop.abort();
		for (const result of [await renewing, await session.current()]) {
			expect(result).toMatchObject({
				failure: { kind: 'canceled', message: 'The AliExpress session was not renewed in time' },
			});
		}
	});
});
