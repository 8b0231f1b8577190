import { existsSync } from 'node:fs';
import { chromium, selectors } from 'playwright-core';
import { temporaryFolder } from '../processes.mjs';
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
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openBrowser() {
	const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find((file) => existsSync(file));
	if (!executablePath) {
		throw new UserError(
			'Chromium is not installed.',
			'Install it (Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
		);
	}
	selectors.setTestIdAttribute('data-test-id');
	const context = await chromium.launchPersistentContext(temporaryFolder('browser'), {
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
	return context.pages()[0] ?? (await context.newPage());
}
