import { startSandbox } from '../../sandbox';
import { aliExpressOrder } from '../../sandbox/aliexpress/orders';
import { tuyaOrder } from '../../sandbox/tuya/orders';

interface Ask {
	readonly id: number;
	readonly expireEveryMs?: number;
	readonly lines?: readonly { readonly provider: string; readonly orderId: string }[];
}

/** How many lines an order has, counted in the provider's own text. */
const MARKS = {
	aliexpress: { make: aliExpressOrder, mark: /"product_count"/g },
	tuya: { make: tuyaOrder, mark: /"sku_code"/g },
} as const;
const lines = (provider: keyof typeof MARKS, orderId: string): number => {
	const { make, mark } = MARKS[provider];
	return make(orderId).match(mark)?.length ?? 0;
};

/** The sandbox as a child process that is asked to end tokens and tells what it counted. */
void startSandbox({ log: false }).then((sandbox) => {
	let timer: NodeJS.Timeout | undefined;
	let expiries = 0;
	process.on('message', ({ id, expireEveryMs, lines: asked = [] }: Ask) => {
		if (expireEveryMs !== undefined) {
			clearInterval(timer);
			if (expireEveryMs > 0) {
				timer = setInterval(() => {
					expiries++;
					sandbox.expireAccessTokens('aliexpress');
					sandbox.expireAccessTokens('tuya');
				}, expireEveryMs);
			}
		}
		process.send?.({
			id,
			expiries,
			refreshes: sandbox.count('refresh'),
			tokens: sandbox.count('token'),
			orders: sandbox.count('order'),
			lines: asked.map(({ provider, orderId }) =>
				lines(provider === 'tuya' ? 'tuya' : 'aliexpress', orderId),
			),
		});
	});
	process.send?.({ baseUrl: sandbox.baseUrl, demo: sandbox.demo, mall: sandbox.mallCode });
});
