import { request } from 'undici';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../../tools/sandbox';
import { canonical, signAliExpress, signTuya } from '../../../tools/sandbox/sign';

/** Calls by hand, for the sandbox's own tests: signed as documented unless a test makes them invalid. */

/** Starts sandboxes that end with the test, also when it does not reach its last line. */
export function sandboxes(): (options?: SandboxOptions) => Promise<Sandbox> {
	const open: Sandbox[] = [];
	afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));
	return async (options) => {
		const sandbox = await startSandbox(options);
		open.push(sandbox);
		return sandbox;
	};
}

/** What a test acts on: a new sandbox for each test, and the clock that it reads. */
export interface Stage {
	sandbox: Sandbox;
	clock: number;
	/** Of the last request. */
	readonly outcome: () => string | undefined;
}

export function stage(
	start: (options?: SandboxOptions) => Promise<Sandbox>,
	{
		begins = 1_760_000_000_000,
		prepare = async (_sandbox: Sandbox): Promise<unknown> => undefined,
		...options
	}: SandboxOptions & { begins?: number; prepare?: (sandbox: Sandbox) => Promise<unknown> } = {},
): Stage {
	const on = { clock: begins, outcome: () => on.sandbox.requests.at(-1)?.outcome } as Stage;
	beforeEach(async () => {
		on.clock = begins;
		on.sandbox = await start({ now: () => on.clock, ...options });
		await prepare(on.sandbox);
	});
	return on;
}

interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly text: string;
	readonly body: Record<string, unknown>;
}

async function reply(...call: Parameters<typeof request>): Promise<Reply> {
	const { statusCode, headers, body } = await request(...call);
	const text = await body.text();
	return { status: statusCode, headers, text, body: JSON.parse(text) as Record<string, unknown> };
}

type Parameters_ = Readonly<Record<string, string>>;

/** The signed parameters of an AliExpress call; `path` is `''` for the business gateway, `without` a key. */
export function aliExpressParameters(
	{ demo }: Sandbox,
	business: Parameters_,
	{ path = '', secret = demo.aliExpressApi.appSecret, now = Date.now(), without = '' } = {},
): Record<string, string> {
	const all: Record<string, string> = {
		app_key: demo.aliExpressApi.appKey,
		sign_method: 'sha256',
		timestamp: String(now),
		...(path === '' ? { access_token: demo.aliExpressApi.accessToken } : {}),
		...business,
	};
	const sent = Object.entries(all).filter(([key]) => key !== without);
	return { ...Object.fromEntries(sent), sign: signAliExpress(secret, path, sent) };
}

/** Sends the parameters unchanged: as a form to `/rest/…`, otherwise in the query. */
export function sendAliExpress(
	{ baseUrl }: Sandbox,
	parameters: Parameters_,
	path = '',
): Promise<Reply> {
	const text = new URLSearchParams(parameters).toString();
	if (path === '') return reply(`${baseUrl}/sync?${text}`);
	return reply(`${baseUrl}/rest${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: text,
	});
}

export const orderQuery = (orderId: string): Parameters_ => ({
	method: 'aliexpress.trade.ds.order.get',
	single_order_query: JSON.stringify({ order_id: orderId }),
});

export const aliExpress = (
	sandbox: Sandbox,
	business: Parameters_,
	options: Parameters<typeof aliExpressParameters>[2] = {},
): Promise<Reply> =>
	sendAliExpress(sandbox, aliExpressParameters(sandbox, business, options), options.path);

export interface TuyaOptions {
	readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
	readonly secret?: string;
	readonly clientId?: string;
	readonly accessToken?: string;
	readonly t?: number | string;
	readonly nonce?: string;
	readonly body?: string;
	readonly signedHeaders?: Readonly<Record<string, string>>;
	/** What is signed instead of what is sent. */
	readonly signedTarget?: string;
	/** Replaces headers after signing; `undefined` removes one. */
	readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A call to `target` (path and encoded query); the token is the newest unless one is given. */
export function tuya(sandbox: Sandbox, target: string, options: TuyaOptions = {}): Promise<Reply> {
	const { tuyaApi } = sandbox.demo;
	const [path = '', query = ''] = target.split('?');
	const isToken = path.startsWith('/v1.0/token');
	const call = {
		clientId: options.clientId ?? tuyaApi.accessId,
		secret: options.secret ?? tuyaApi.accessSecret,
		accessToken: isToken ? '' : (options.accessToken ?? sandbox.currentTokens().tuya.accessToken),
		t: String(options.t ?? Date.now()),
		nonce: options.nonce ?? crypto.randomUUID(),
		method: options.method ?? 'GET',
		target: options.signedTarget ?? canonical(path, query),
		signedHeaders: Object.entries(options.signedHeaders ?? {}),
		body: options.body ?? '',
	};
	const headers: Record<string, string | undefined> = {
		client_id: call.clientId,
		sign: signTuya(call),
		sign_method: 'HMAC-SHA256',
		t: call.t,
		nonce: call.nonce,
		...(call.accessToken ? { access_token: call.accessToken } : {}),
		...options.signedHeaders,
		...(options.signedHeaders
			? { 'Signature-Headers': Object.keys(options.signedHeaders).join(':') }
			: {}),
		...options.headers,
	};
	return reply(sandbox.baseUrl + target, {
		method: call.method,
		headers: Object.fromEntries(
			Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
		),
		...(options.body === undefined ? {} : { body: options.body }),
	});
}

export const tuyaOrderTarget = ({ mallCode, siteCode }: Sandbox, orderId: string): string =>
	`/v1.0/sellercenter/order/${orderId}?mall_code=${mallCode}&site_code=${siteCode}`;

/** `parameters` may replace the mall code; a value of `undefined` leaves one out. */
export const tuyaSearchTarget = (
	{ mallCode }: Sandbox,
	parameters: Readonly<Record<string, string | number | undefined>> = {},
): string => {
	const query = Object.entries({ mall_code: mallCode, ...parameters })
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
	return `/v1.0/sellercenter/order/search?${query.join('&')}`;
};

interface Money {
	readonly amount: string;
}
/** What the tests look at in a generated order. */
export interface AmazonOrder {
	readonly proceeds?: { readonly grandTotal: Money };
	readonly fulfillment: { readonly fulfillmentStatus: string; readonly fulfilledBy: string };
	readonly orderItems: ReadonlyArray<{
		readonly orderItemId: string;
		readonly quantityOrdered: number;
		readonly proceeds?: {
			readonly proceedsTotal: Money;
			readonly breakdowns: ReadonlyArray<{ readonly type: string; readonly subtotal: Money }>;
		};
		readonly fulfillment: { readonly quantityFulfilled: number };
	}>;
	readonly packages?: ReadonlyArray<{
		readonly trackingNumber: string;
		readonly packageStatus: { readonly status: string };
		readonly packageItems: readonly object[];
	}>;
}

type AmazonForm = Readonly<Record<string, string | undefined>>;

/** A renewal of the demo credential's access token; `spoil` replaces parts of its form, or removes one. */
export const renewAmazon = (sandbox: Sandbox, spoil: AmazonForm = {}): Promise<Reply> => {
	const { tokenUrl, refreshToken, clientId, clientSecret } = sandbox.demo.amazonSpApi;
	const form = {
		grant_type: 'refresh_token',
		refresh_token: refreshToken,
		client_id: clientId,
		client_secret: clientSecret,
		...spoil,
	};
	const sent = Object.entries(form).filter((entry): entry is [string, string] => !!entry[1]);
	return reply(tokenUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(sent).toString(),
	});
};

const AMAZON_AGENT = 'Sandbox-Test/1.0 (Language=TypeScript; Platform=Node)';
export const AMAZON_ORDERS = '/orders/2026-01-01/orders';

/** A call with the newest token; `headers` replaces one, or removes it. */
export const amazon = (
	sandbox: Sandbox,
	target: string,
	headers: Readonly<Record<string, string | undefined>> = {},
	more: { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: string } = {},
): Promise<Reply> => {
	const all = {
		'x-amz-access-token': sandbox.currentTokens().amazon.accessToken,
		'user-agent': AMAZON_AGENT,
		...headers,
	};
	const sent = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
	return reply(sandbox.baseUrl + target, { headers: Object.fromEntries(sent), ...more });
};
