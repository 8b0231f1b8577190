import { Pool } from 'undici';

import { aliExpress, orderQuery, sandboxes } from './calls.support';

const start = sandboxes();
const ORDER = '8100000000000001';

test('the log forgets on reset, but not the tokens; without its list it still counts', async () => {
	const sandbox = await start({ log: false });
	await aliExpress(sandbox, orderQuery(ORDER));
	await aliExpress(sandbox, orderQuery('8100000000000002'));
	expect(sandbox.requests).toEqual([]);
	expect([sandbox.count('order'), sandbox.count('order', ORDER)]).toEqual([2, 1]);
	const tokens = sandbox.currentTokens();
	sandbox.reset();
	expect(sandbox.count('order')).toBe(0);
	expect(sandbox.currentTokens()).toEqual(tokens);
});

test('sockets are kept alive, numbered, counted, and destroyed on close', async () => {
	const sandbox = await start();
	const pool = new Pool(sandbox.baseUrl, { connections: 1 });
	const get = async () => (await pool.request({ path: '/', method: 'GET' })).body.dump();
	await get();
	await get();
	expect([sandbox.sockets, sandbox.openSockets]).toEqual([1, 1]);
	expect(sandbox.requests.map(({ socketId }) => socketId)).toEqual([1, 1]);
	sandbox.faults.always({}, { kind: 'stall-headers' });
	const waiting = get().catch(() => 'broken off');
	while (sandbox.requests.length < 3) await new Promise(setImmediate);
	await sandbox.close();
	expect(await waiting).toBe('broken off');
	expect(sandbox.openSockets).toBe(0);
	await expect(fetch(sandbox.baseUrl)).rejects.toThrow();
	await pool.destroy();
});
