import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { recordsIn } from '../../n8n/session/record';
import { CredentialStore } from './credentials.support';
import { startRemote } from './spawn.support';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { ali, ALI_SAMPLE } from './stage.support';

const folder = mkdtempSync(path.join(tmpdir(), 'get-order-restart-'));
const store = path.join(folder, 'credentials.json');
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await sandbox.close();
});

test('a process that dies between renewing the session and using it loses no token', async () => {
	new CredentialStore(store).put('ali', sandbox.demo.aliExpressApi);
	const task = {
		credentials: {},
		store,
		orders: [ali(ALI_SAMPLE)],
		parameters: { provider: 'aliexpress', orderId: '={{ $json.order_id }}' },
	};
	sandbox.expireAccessTokens('aliexpress');
	const killed = startRemote(task);
	void killed.result.catch(() => undefined);
	// The order is asked for with the rejected token, the session renewed, the order asked for again.
	while (sandbox.count('refresh') === 0) {
		if (killed.child.exitCode !== null) throw new Error('The process ended before it renewed');
		await wait(2);
	}
	sandbox.faults.always({ call: 'order' }, { kind: 'stall-headers' });
	while (new CredentialStore(store).get('ali').record === undefined) await wait(2);
	killed.child.kill('SIGKILL');
	await killed.result.catch(() => undefined);

	sandbox.faults.clear();
	const { rows, error } = await startRemote(task).result;
	expect(error).toBeNull();
	expect(rows.map(({ order_id }) => order_id)).toEqual([ALI_SAMPLE]);
	expect(sandbox.count('refresh')).toBe(1);
	const [record] = recordsIn(new CredentialStore(store).get('ali')).values();
	expect(record?.tokens).toMatchObject(sandbox.currentTokens().aliexpress);
});
