import { startSandbox, type LoggedRequest } from '../../../tools/sandbox';
import { aliExpressOrder } from '../../../tools/sandbox/aliexpress/orders';
import { tuyaOrder } from '../../../tools/sandbox/tuya/orders';

interface Order {
	readonly provider: string;
	readonly order_id: string;
}

/** A question from the parent process; the answer repeats its `id`. */
interface Question {
	readonly id: number;
	/** Milliseconds after which all access tokens expire, repeatedly; 0 stops that. */
	readonly expireEvery?: number;
	/** Orders whose lines are to be counted. */
	readonly linesOf?: readonly Order[];
}

/** Counts the lines in the provider's JSON text. */
const lines = ({ provider, order_id: id }: Order): number =>
	(provider === 'tuya'
		? tuyaOrder(id).match(/"unit_price_trade":/g)
		: aliExpressOrder(id).match(/"sale_discount_fee":/g)
	)?.length ?? 0;

const RENEWALS = ['token', 'refresh'];

/** The sandbox as a child process that expires tokens on request and reports what it received. */
async function main(): Promise<void> {
	const sandbox = await startSandbox();
	const expiries = { count: 0 };
	let timer: NodeJS.Timeout | undefined;
	const seen = (provider: string, test: (request: LoggedRequest) => boolean) =>
		sandbox.requests.filter((request) => request.provider === provider && test(request)).length;
	const of = (provider: string) => ({
		orders: seen(provider, ({ call, outcome }) => call === 'order' && outcome === 'ok'),
		rejectedOrders: seen(provider, ({ call, outcome }) => call === 'order' && outcome !== 'ok'),
		renewals: seen(provider, ({ call, outcome }) => RENEWALS.includes(call) && outcome === 'ok'),
		rejectedRenewals: seen(
			provider,
			({ call, outcome }) => RENEWALS.includes(call) && outcome !== 'ok',
		),
	});
	process.on('message', ({ id, expireEvery, linesOf = [] }: Question) => {
		if (expireEvery !== undefined) clearInterval(timer);
		if (expireEvery) {
			timer = setInterval(() => {
				expiries.count++;
				sandbox.expireAccessTokens('aliexpress');
				sandbox.expireAccessTokens('tuya');
			}, expireEvery);
		}
		process.send?.({
			id,
			expiries: expiries.count,
			aliexpress: of('aliexpress'),
			tuya: of('tuya'),
			lines: linesOf.map(lines),
		});
	});
	const { baseUrl, demo, mallCode, siteCode } = sandbox;
	process.send?.({ baseUrl, demo, mallCode, siteCode });
}

void main();
