import { randomBytes } from 'node:crypto';
import { impersonatingCertificate } from './authority.mjs';
import { google } from './google.mjs';
import { inFrontOf, otherDataCenter } from './providers.mjs';
import { startProxy } from './proxy.mjs';
import { slack } from './slack.mjs';
import { spreadsheet } from './spreadsheet.mjs';

/** The placeholder in the example that the user replaces. */
const SPREADSHEET_ID = 'REPLACE_WITH_THE_ID_OF_YOUR_SPREADSHEET';

/**
 * The hosts that the examples talk to, on this machine, under their real names: the providers with
 * the sandbox behind them, Slack, and Google with one spreadsheet.
 *
 * @param {{baseUrl: string}} sandbox
 */
export async function impersonate(sandbox) {
	const document = spreadsheet(SPREADSHEET_ID, ['Orders to get', 'Order items']);
	const accounts = google(document);
	const slackToken = `xoxb-${randomBytes(16).toString('hex')}`;
	const chat = slack(slackToken);
	const hosts = {
		'api-sg.aliexpress.com': inFrontOf(sandbox.baseUrl, /^\/(sync$|rest\/)/),
		'openapi.tuyaeu.com': inFrontOf(sandbox.baseUrl, /^\/v\d/),
		'openapi.tuyaus.com': otherDataCenter,
		'slack.com': chat.host,
		'oauth2.googleapis.com': accounts.tokens,
		'sheets.googleapis.com': accounts.sheets,
	};
	const certificate = await impersonatingCertificate(Object.keys(hosts));
	const proxy = await startProxy(certificate, hosts);
	return {
		certificate: certificate.cert,
		proxy,
		document,
		messages: chat.messages,
		credentials: [
			{
				id: 'demoGoogle',
				name: 'Google service account (demo)',
				type: 'googleApi',
				data: accounts.credential,
			},
			{
				id: 'demoSlack',
				name: 'Slack (demo)',
				type: 'slackApi',
				data: { accessToken: slackToken },
			},
		],
	};
}
