import type { Sandbox } from '../../../tools/sandbox';
import {
	aliExpress,
	aliExpressParameters,
	orderQuery,
	sandboxes,
	sendAliExpress,
	tuya,
	tuyaOrderTarget,
} from './calls';

const start = sandboxes();
const ORDER = '8100000000000001';

/** An order call with the newest token, even if it has expired. */
const aliExpressOrder = async (sandbox: Sandbox) => {
	const { accessToken } = sandbox.currentTokens().aliexpress;
	return await aliExpress(sandbox, { ...orderQuery(ORDER), access_token: accessToken });
};
const tuyaOrder = async (sandbox: Sandbox) => await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'));
const tuyaToken = async (sandbox: Sandbox) => await tuya(sandbox, '/v1.0/token?grant_type=1');
const renewAliExpress = async (sandbox: Sandbox) => {
	const path = '/auth/token/refresh';
	const { refreshToken } = sandbox.currentTokens().aliexpress;
	const parameters = aliExpressParameters(sandbox, { refresh_token: refreshToken }, { path });
	return await sendAliExpress(sandbox, parameters, path);
};
const outcomes = (sandbox: Sandbox) => sandbox.requests.map(({ outcome }) => outcome);

describe('tokens that expire after a number of calls', () => {
	test.each([1, 2, 5])('AliExpress: %d calls are accepted, the next is rejected', async (calls) => {
		const sandbox = await start({ callsPerToken: calls });
		for (let call = 0; call <= calls; call++) await aliExpressOrder(sandbox);
		expect(outcomes(sandbox)).toEqual([
			...Array.from({ length: calls }, () => 'ok'),
			'IllegalAccessToken',
		]);
	});

	test.each([1, 2, 5])('Tuya: %d calls are accepted, the next is rejected', async (calls) => {
		const sandbox = await start({ callsPerToken: calls });
		for (let call = 0; call <= calls; call++) await tuyaOrder(sandbox);
		expect(outcomes(sandbox)).toEqual([...Array.from({ length: calls }, () => 'ok'), '1010']);
	});

	test('a renewed token works for as many calls again', async () => {
		const sandbox = await start({ callsPerToken: 2 });
		for (let round = 0; round < 3; round++) {
			await aliExpressOrder(sandbox);
			await aliExpressOrder(sandbox);
			await aliExpressOrder(sandbox);
			await renewAliExpress(sandbox);
		}
		const round = ['ok', 'ok', 'IllegalAccessToken', 'ok'];
		expect(outcomes(sandbox)).toEqual([...round, ...round, ...round]);
	});

	test('the calls of the other provider do not count', async () => {
		const sandbox = await start({ callsPerToken: 2 });
		await tuyaOrder(sandbox);
		await aliExpressOrder(sandbox);
		await tuyaOrder(sandbox);
		await aliExpressOrder(sandbox);
		expect(outcomes(sandbox)).toEqual(['ok', 'ok', 'ok', 'ok']);
	});

	test('token calls and rejected calls do not count', async () => {
		const sandbox = await start({ callsPerToken: 1 });
		await tuyaToken(sandbox);
		await tuya(sandbox, tuyaOrderTarget(sandbox, 'SO1'), { accessToken: 'wrong' });
		await tuyaOrder(sandbox);
		await tuyaOrder(sandbox);
		expect(outcomes(sandbox)).toEqual(['ok', '1010', 'ok', '1010']);
	});

	test('calls whose reply a fault replaces do not count', async () => {
		const sandbox = await start({ callsPerToken: 1 });
		sandbox.faults.next({}, { kind: 'status', status: 502 });
		await aliExpressOrder(sandbox).catch(() => undefined);
		await aliExpressOrder(sandbox);
		expect(outcomes(sandbox)).toEqual(['fault', 'ok']);
	});
});
