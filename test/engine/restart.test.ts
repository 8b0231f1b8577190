import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { recordsIn } from '../../n8n/session/record';
import { startSandbox } from '../../tools/sandbox';
import { CredentialStore } from './credentials.support';
import { createEngine, getOrderWorkflow } from './engine.support';
import { startRemote } from './spawn.support';
import { ali, ALI_SAMPLE } from './stage.support';

test('a process that dies between renewing the session and using it loses no token', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'get-order-restart-'));
	const store = path.join(folder, 'credentials.json');
	const sandbox = await startSandbox();
	const killed = startRemote();
	try {
		new CredentialStore(store).put('ali', sandbox.demo.aliExpressApi);
		const orders = [ali(ALI_SAMPLE)];
		const parameters = { provider: 'aliexpress', orderId: '={{ $json.order_id }}' };
		sandbox.expireAccessTokens('aliexpress');
		const ended = killed.run({ credentials: {}, store, orders, parameters }).catch(() => 'ended');
		// The order is asked for with the rejected token, the session renewed, the order asked for again.
		while (sandbox.count('refresh') === 0) {
			if (killed.child.exitCode !== null) throw new Error('The process ended before it renewed');
			await wait(2);
		}
		sandbox.faults.always({ call: 'order' }, { kind: 'stall-headers' });
		while (new CredentialStore(store).get('ali').record === undefined) await wait(2);
		killed.child.kill('SIGKILL');
		expect(await ended).toBe('ended');

		sandbox.faults.clear();
		const engine = await createEngine({ store: new CredentialStore(store) });
		const finished = await engine.run(getOrderWorkflow(orders, parameters));
		expect(finished.jsons('Get Order').map(({ order_id }) => order_id)).toEqual([ALI_SAMPLE]);
		expect(sandbox.count('refresh')).toBe(1);
		const [record] = recordsIn(new CredentialStore(store).get('ali')).values();
		expect(record?.tokens).toMatchObject(sandbox.currentTokens().aliexpress);
	} finally {
		killed.child.kill();
		rmSync(folder, { recursive: true });
		await sandbox.close();
	}
});
