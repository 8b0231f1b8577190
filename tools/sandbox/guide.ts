import type { ProviderName, Sandbox } from '.';

interface LateOrder {
	readonly provider: ProviderName;
	readonly orderId: string;
	/** As the sandbox begins it. */
	readonly why: string;
}

/** Generated orders that need someone, one for each reason that the sandbox has. */
export const LATE_ORDERS: readonly LateOrder[] = [
	{ provider: 'aliexpress', orderId: '8100000000000001', why: 'paid, but not shipped' },
	{ provider: 'aliexpress', orderId: '8100000000000008', why: 'on its way without any movement' },
	{ provider: 'aliexpress', orderId: '8100000000000007', why: 'not paid in time' },
	{ provider: 'aliexpress', orderId: '8100000000000006', why: 'on hold' },
	{ provider: 'tuya', orderId: 'SO2500000015', why: 'paid, but not shipped' },
];

/** The credential fields and sample orders of a sandbox, as text to copy from. */
export function guide({ demo, mallCode, siteCode, amazon }: Sandbox): string {
	const { aliExpressApi, tuyaApi, amazonSpApi } = demo;
	return `Credential "AliExpress API"
  App Key         ${aliExpressApi.appKey}
  App Secret      ${aliExpressApi.appSecret}
  Access Token    ${aliExpressApi.accessToken}
  Refresh Token   ${aliExpressApi.refreshToken}
  Base URL        ${aliExpressApi.baseUrl}

Credential "Tuya API"
  Access ID       ${tuyaApi.accessId}
  Access Secret   ${tuyaApi.accessSecret}
  Data Center     Custom
  Base URL        ${tuyaApi.baseUrl}

Credential "Amazon SP-API"
  Client ID       ${amazonSpApi.clientId}
  Client Secret   ${amazonSpApi.clientSecret}
  Refresh Token   ${amazonSpApi.refreshToken}
  Region          Custom
  Base URL        ${amazonSpApi.baseUrl}
  Token URL       ${amazonSpApi.tokenUrl}

Node "Get Order", provider AliExpress
  Order ID        8190439416163295   the sample order from the documentation
                  8100000000000001   any id of 16 or more digits that starts with 81
                  4040000000000001   not found

Nodes "Get Order", "Get Many Orders" and "Order Trigger", provider Tuya
  Mall Code       ${mallCode}
  Site Code       ${siteCode}
  Order ID        SO2110258K167O5C   the sample order from the documentation
                  SO0000000001       any id that starts with SO
                  NO0000000001       not found

Nodes "Get Order", "Get Many Orders" and "Order Trigger", provider Amazon
  Order ID        171-9876543-2109876   a sample order from the documentation
                  ${amazon.orderId(1)}   any id that starts with ${amazon.number}
                  404-0000000-0000001   not found

Late orders, for the option "Attention"
${LATE_ORDERS.map(({ orderId, why }) => `  ${orderId.padEnd(18)} ${why}`).join('\n')}`;
}
