import { startSandbox } from '.';

/** `npm run sandbox`: both providers on this machine, for a person with a real n8n. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 0), log: false });
	const { aliExpressApi, tuyaApi } = sandbox.demo;
	console.log(`
Sandbox of AliExpress and Tuya: ${sandbox.baseUrl}   (Ctrl-C ends it)

Credential "AliExpress API"
  App Key              ${aliExpressApi.appKey}
  App Secret           ${aliExpressApi.appSecret}
  Access Token         ${aliExpressApi.accessToken}
  Refresh Token        ${aliExpressApi.refreshToken}
  Base URL             ${aliExpressApi.baseUrl}
  Authorization Code   in place of both tokens, works once, for 3 minutes: ${sandbox.issueCode()}

Credential "Tuya API"
  Access ID            ${tuyaApi.accessId}
  Access Secret        ${tuyaApi.accessSecret}
  Data Center          Custom
  Base URL             ${tuyaApi.baseUrl}

Node "Get Order", AliExpress
  Order ID             8190439416163295   the documented order
                       8100000000000001   any 16 digits and more that begin with 81
                       4040000000000001   not found

Node "Get Order", Tuya
  Mall Code            ${sandbox.mallCode}
  Site Code            ${sandbox.siteCode}
  Order ID             SO2110258K167O5C   the documented order
                       SO0000000001       anything that begins with SO
                       NO0000000001       not found
`);
	const end = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

void main();
