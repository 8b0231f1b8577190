import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { mockCertificate } from './authority.mjs';
import { google } from './google.mjs';
import { startMail } from './mail.mjs';
import { forwardTo, otherDataCenter } from './providers.mjs';
import { startProxy } from './proxy.mjs';
import { shopify } from './shopify.mjs';
import { slack } from './slack.mjs';
import { spreadsheet } from './spreadsheet.mjs';
import { wooCommerce } from './wooCommerce.mjs';

/** The placeholder in the example. */
const SPREADSHEET_ID = 'REPLACE_WITH_THE_ID_OF_YOUR_SPREADSHEET';

/**
 * Mocks the hosts that the examples call, under their real names: the providers (backed by the
 * sandbox), Slack, Google with one spreadsheet, a shop each of Shopify and WooCommerce; and a mail server.
 *
 * @param {{baseUrl: string}} sandbox
 */
export async function startMocks(sandbox) {
	const document = spreadsheet(SPREADSHEET_ID, ['Orders to get', 'Order items']);
	const accounts = google(document);
	const slackToken = `xoxb-${randomBytes(16).toString('hex')}`;
	const chat = slack(slackToken);
	const shopifyToken = `shpat_${randomBytes(16).toString('hex')}`;
	const shopifyShop = shopify(shopifyToken);
	const account = { consumerKey: 'ck_sandbox', consumerSecret: randomBytes(16).toString('hex') };
	const wooShop = wooCommerce(account);
	const mail = await startMail({ user: 'shop', password: randomBytes(16).toString('hex') });
	const hosts = {
		'api-sg.aliexpress.com': forwardTo(sandbox.baseUrl, /^\/(sync$|rest\/)/),
		'openapi.tuyaeu.com': forwardTo(sandbox.baseUrl, /^\/v\d/),
		'openapi.tuyaus.com': otherDataCenter,
		'sellingpartnerapi-eu.amazon.com': forwardTo(sandbox.baseUrl, /^\/orders\//),
		'api.amazon.com': forwardTo(sandbox.baseUrl, /^\/auth\/o2\/token$/),
		'slack.com': chat.host,
		'sandbox-shop.myshopify.com': shopifyShop.host,
		'shop.example': wooShop.host,
		'oauth2.googleapis.com': accounts.tokens,
		'sheets.googleapis.com': accounts.sheets,
	};
	const certificate = await mockCertificate(Object.keys(hosts));
	const proxy = await startProxy(certificate, hosts);
	return {
		proxy,
		/** @param {string} folder for the file with the trusted certificate */
		environment: (folder) => environment(proxy.url, certificate.cert, folder),
		document,
		slack: chat,
		mail,
		shopify: shopifyShop,
		wooCommerce: wooShop,
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
			{ id: 'demoMail', name: 'Mail (demo)', type: 'smtp', data: mail.credential },
			{
				id: 'demoShopify',
				name: 'Shopify (demo)',
				type: 'shopifyAccessTokenApi',
				data: { shopSubdomain: 'sandbox-shop', accessToken: shopifyToken, appSecretKey: 'x' },
			},
			{
				id: 'demoWooCommerce',
				name: 'WooCommerce (demo)',
				type: 'wooCommerceApi',
				data: { ...account, url: 'https://shop.example', includeCredentialsInQuery: false },
			},
		],
	};
}

/** Routes all requests of n8n through the proxy and trusts its certificate. */
function environment(proxy, certificate, folder) {
	const file = path.join(folder, 'authority.pem');
	writeFileSync(file, certificate);
	const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
	const settings = {
		...Object.fromEntries(names.map((name) => [name, proxy])),
		// Hosts that bypass the proxy, whatever the caller's own setting.
		NO_PROXY: '127.0.0.1,localhost',
	};
	return {
		...settings,
		NODE_EXTRA_CA_CERTS: file,
		// This module calls an n8n service on startup.
		N8N_DISABLED_MODULES: 'mcp-registry',
		...Object.fromEntries(
			Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]),
		),
	};
}
