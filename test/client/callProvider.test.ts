import { callProvider } from '../../client/callProvider';
import { systemRuntime, type Runtime } from '../../http/runtime';
import { ok } from '../../providers/failure';
import { tuya } from '../../providers/tuya';
import { VirtualClock } from '../../tools/bench/limits/virtualClock';
import { CREDENTIALS, query } from '../providers/tuya/order.support';
import { callContext } from './context.support';

const credentialsOf = (accessToken: string) => ({ ...CREDENTIALS, accessToken });

/** An account whose session ends at a time and takes five seconds to renew, once for all who ask. */
function account({ endsAt }: { readonly endsAt: number }) {
	const clock = new VirtualClock();
	const runtime: Runtime = { ...systemRuntime, ...clock, now: clock.monotonic };
	const sent: Array<{ readonly at: number; readonly token: string }> = [];
	let token = 'token-1';
	let renewal: Promise<void> | undefined;
	const context = callContext({
		session: {
			current: async () => {
				if (clock.monotonic() >= endsAt && token === 'token-1') {
					renewal ??= clock.sleep(5000).then(() => void (token = 'token-2'));
					await renewal;
				}
				return ok(credentialsOf(token));
			},
			renew: async () => await Promise.resolve(ok(credentialsOf(token))),
			secrets: () => [],
		},
		http: {
			send: async ({ headers }) => {
				sent.push({ at: clock.monotonic(), token: headers.access_token ?? '' });
				return await Promise.resolve({ ok: true, status: 200, retryAfter: null, text: ORDER });
			},
		},
		runtime,
	});
	const asked = { ...query, orderId: 'SO1' };
	const request = { provider: tuya, query: asked, timeout: 1000, maxRetries: 0 };
	return { clock, context, sent, call: () => callProvider(tuya.order, request, context) };
}

const ORDER = JSON.stringify({
	success: true,
	t: 1,
	result: { order_id: 'SO1', order_status: 'paid', commodity_list: [] },
});

/** Teaches the account its rate of two calls a second; the ban for it is over. */
async function learnTwoASecond({ clock, context }: ReturnType<typeof account>) {
	const rateLimiter = context.rateLimiterOf();
	const permits = await Promise.all([1, 2, 3].map(async () => await rateLimiter.acquire()));
	permits.forEach((permit, at) => (at < 2 ? permit.succeeded() : permit.refused(1000)));
	for (const permit of permits) permit.release();
	await clock.pass(2000);
}

test.each([
	['before the calls ask for permits', 0],
	['while they wait for permits', 2500],
])('a session that ends %s is renewed, and the calls leave at the learned rate', async (_, end) => {
	const all = account({ endsAt: end });
	await learnTwoASecond(all);
	const calls = Promise.all(Array.from({ length: 10 }, all.call));
	await all.clock.pass();
	expect((await calls).every(({ ok: isOk }) => isOk)).toBe(true);
	const times = all.sent.map(({ at }) => at);
	expect(Math.min(...times.slice(1).map((time, at) => time - (times[at] ?? 0)))).toBeGreaterThan(
		450,
	);
	expect(all.sent.every(({ at, token }) => token === (at < end ? 'token-1' : 'token-2'))).toBe(
		true,
	);
});
