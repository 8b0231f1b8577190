import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, selectors } from 'playwright-core';
import { atEnd } from '../processes.mjs';
import { UserError } from '../userError.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const SIZE = { width: 1280, height: 800 };
const STEP_MS = 30_000;

/**
 * Starts headless Chromium with a temporary profile.
 *
 * @returns {Promise<{page: import('playwright-core').Page, close: () => Promise<void>}>}
 */
export async function openBrowser() {
	const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find((file) => existsSync(file));
	if (!executablePath) {
		throw new UserError(
			'Chromium is not installed.',
			'Install it (Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
		);
	}
	const profile = mkdtempSync(path.join(os.tmpdir(), 'n8n-browser-'));
	const remove = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
	const forget = atEnd(remove);
	selectors.setTestIdAttribute('data-test-id');
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		headless: true,
		args: FLAGS,
		viewport: SIZE,
		locale: 'en-US',
		timezoneId: 'UTC',
		colorScheme: 'light',
		reducedMotion: 'reduce',
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	context.setDefaultTimeout(STEP_MS);
	return {
		page: context.pages()[0] ?? (await context.newPage()),
		async close() {
			await context.close();
			forget();
			remove();
		},
	};
}
