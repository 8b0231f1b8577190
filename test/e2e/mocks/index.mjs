import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { require as load } from 'tsx/cjs/api';
import { google } from './google.mjs';
import { startMail } from './mail.mjs';
import { forwardTo, otherDataCenter } from './providers.mjs';
import { startProxy } from './proxy.mjs';
import { shopify } from './shopify.mjs';
import { slack } from './slack.mjs';
import { spreadsheet } from './spreadsheet.mjs';
import { wooCommerce } from './wooCommerce.mjs';

const { certificateFor } = load('../../../tools/sandbox/certificate.ts', import.meta.url);

/** The placeholder in the example. */
const SPREADSHEET_ID = 'REPLACE_WITH_THE_ID_OF_YOUR_SPREADSHEET';

/**
 * Mocks the hosts that the examples call, under their real names: the providers (backed by the
 * sandbox), Slack, Google with one spreadsheet, a shop each of Shopify and WooCommerce; and a mail server.
 *
 * @param {{baseUrl: string}} sandbox
 * @param {import('../install.mjs').Installed} installed whose libraries the mocks use
 * @param {string} folder for the file with the trusted certificate
 */
export async function startMocks(sandbox, installed, folder) {
	const library = createRequire(installed.n8n);
	const document = spreadsheet(SPREADSHEET_ID, ['Orders to get', 'Order items']);
	const accounts = google(document, library('jsonwebtoken'));
	const chat = slack();
	const shopifyShop = shopify();
	const wooShop = wooCommerce();
	const mail = await startMail(library('mailparser'));
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
	const certificate = await certificateFor(Object.keys(hosts));
	const authority = path.join(folder, 'authority.pem');
	writeFileSync(authority, certificate.cert);
	const proxy = await startProxy(certificate, hosts);
	/** @type {ReadonlyArray<[id: string, name: string, type: string, data: object]>} */
	const credentials = [
		['demoGoogle', 'Google service account (demo)', 'googleApi', accounts.credential],
		['demoSlack', 'Slack (demo)', 'slackApi', chat.credential],
		['demoMail', 'Mail (demo)', 'smtp', mail.credential],
		['demoShopify', 'Shopify (demo)', 'shopifyAccessTokenApi', shopifyShop.credential],
		['demoWooCommerce', 'WooCommerce (demo)', 'wooCommerceApi', wooShop.credential],
	];
	return {
		proxy,
		env: environment(proxy.url, authority),
		document,
		slack: chat,
		mail,
		shopify: shopifyShop,
		wooCommerce: wooShop,
		credentials: credentials.map(([id, name, type, data]) => ({ id, name, type, data })),
	};
}

/** Routes all requests of n8n through the proxy and trusts its certificate. */
function environment(proxy, authority) {
	const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
	const settings = [
		...names.map((name) => [name, proxy]),
		// Hosts that bypass the proxy, whatever the caller's own setting.
		['NO_PROXY', '127.0.0.1,localhost'],
	];
	return {
		...Object.fromEntries(settings),
		...Object.fromEntries(settings.map(([name, value]) => [name.toLowerCase(), value])),
		NODE_EXTRA_CA_CERTS: authority,
		// This module calls an n8n service on startup.
		N8N_DISABLED_MODULES: 'mcp-registry',
	};
}
