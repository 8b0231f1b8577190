import { setTimeout as pause } from 'node:timers/promises';

const SETTLED_MS = 400;
/** How long the last run's status may stay; a quick run can finish before its start is visible. */
const GONE_MS = 2_000;
const OPENINGS = 5;

/**
 * Controls n8n's editor in a browser. The test ids are those of n8n 2.40.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} url
 */
export function editor(page, url) {
	const node = page.getByTestId('ndv');
	const output = page.getByTestId('output-panel');
	const openList = page.locator('.el-popper').filter({ visible: true });
	const found = (name) =>
		page.getByTestId('node-creator-item-name').getByText(name, { exact: true });
	const dialog = page.getByTestId('editCredential-modal');
	const ended = output.locator('[data-test-id^=node-run-status-]');
	const items = output.getByTestId('ndv-items-count');
	const counted = output.getByTestId('run-data-item-count');
	const successBranch = output.getByText(/^Success Branch \(/);
	/** The first line of each text. */
	const titles = async (/** @type {import('playwright-core').Locator} */ parts) => {
		const texts = await parts.allInnerTexts();
		return texts.map((text) => text.split('\n')[0].trim()).filter(Boolean);
	};
	const press = async (/** @type {import('playwright-core').Locator} */ button) => {
		await button.click();
		await settled(page);
	};
	const input = (name) => node.getByTestId(`parameter-input-${name}`);
	const field = (name) => input(name).locator('input, textarea').first();

	const offered = page
		.getByTestId(/^node-credentials-select-item-(?!new)/)
		.filter({ visible: true });
	/** Retries, since the list closes when n8n re-renders the node meanwhile. */
	const openCredentials = async () => {
		for (let left = OPENINGS; left > 0; left--) {
			await node.getByTestId('node-credentials-select').click();
			const shown = offered.first().waitFor({ timeout: GONE_MS });
			if (await shown.then(() => true).catch(() => false)) return;
		}
		throw new Error('The list of credentials did not open.');
	};

	return {
		/** The credential window without its backdrop. */
		credentialWindow: dialog.and(page.locator('.el-dialog')),

		async signIn({ email, password }) {
			await page.goto(`${url}/signin`);
			await page.locator('input[name=emailOrLdapLoginId]').fill(email);
			await page.locator('input[name=password]').fill(password);
			await page.getByTestId('form-submit-button').click();
			await page.waitForURL((at) => !at.pathname.startsWith('/signin'));
		},

		async newWorkflow() {
			await page.goto(`${url}/workflow/new`);
			await page.getByTestId('canvas-add-button').click();
			await page.getByTestId('node-creator-search-bar').waitFor();
		},

		/** Opens a saved workflow and zooms to fit. */
		async openWorkflow(id) {
			await page.goto(`${url}/workflow/${id}`);
			await page.getByTestId('canvas-node').first().waitFor();
			await press(page.getByTestId('zoom-to-fit'));
		},

		/** Clicks Execute workflow; resolves when the run has succeeded. */
		async executeWorkflow() {
			await page.getByTestId('execute-workflow-button').click();
			await page.getByTestId('canvas-node-status-success').last().waitFor();
			await settled(page);
		},

		/** Texts of all nodes and sticky notes on the canvas. */
		async canvasTexts() {
			const parts = page.getByTestId('canvas-node').or(page.getByTestId('sticky'));
			const texts = await parts.allInnerTexts();
			return texts.map((text) => text.replace(/\s+/g, ' ').trim());
		},

		async openNode(name) {
			await page.getByTestId('canvas-node').filter({ hasText: name }).first().dblclick();
			await node.waitFor();
			await settled(page);
		},

		/** Searches the nodes panel and waits until the node is found. */
		async findNode(text, name) {
			const bar = page.getByTestId('node-creator-search-bar');
			await bar.locator('input').or(bar).last().fill(text);
			await found(name).waitFor();
			await settled(page);
		},

		async addNode(name) {
			await found(name).click();
			await page.getByRole('button', { name: 'Add to workflow' }).click();
			await node.waitFor();
			await settled(page);
		},

		/** Adds a trigger by one of its events. */
		async addTrigger(name, event) {
			await found(name).click();
			await page.getByText(event, { exact: true }).click();
			await node.waitFor();
			await settled(page);
		},

		/** Labels of the parameters on the node's first tab. */
		async labels() {
			const labels = node.getByTestId('node-parameters').getByTestId('input-label');
			return await titles(labels.filter({ visible: true }));
		},

		/** Names of the credentials that can be selected. */
		async credentials() {
			await openCredentials();
			const names = await titles(offered);
			await node.getByTestId('node-credentials-select').click();
			await offered.first().waitFor({ state: 'hidden' });
			return names;
		},

		async chooseCredential(name) {
			const chosen = node.getByTestId('node-credentials-select').locator('input').first();
			if ((await chosen.inputValue()) === name) return;
			await openCredentials();
			await offered.getByText(name, { exact: true }).click();
			await offered.first().waitFor({ state: 'hidden' });
			await settled(page);
		},

		/** Options of a list parameter. */
		async choices(name) {
			await input(name).click();
			await openList.first().waitFor();
			const choices = await titles(openList.getByRole('option'));
			await input(name).click();
			await openList.first().waitFor({ state: 'hidden' });
			return choices;
		},

		async choose(name, choice) {
			await input(name).click();
			await openList.getByRole('option', { name: choice }).first().click();
			await openList.first().waitFor({ state: 'hidden' });
			await settled(page);
		},

		/** Adds choices to a list parameter that takes several. */
		async tick(name, choices) {
			await input(name).click();
			for (const choice of choices) await openList.getByRole('option', { name: choice }).click();
			await page.keyboard.press('Tab');
			await openList.first().waitFor({ state: 'hidden' });
			await settled(page);
		},

		/** What is chosen in a list parameter that takes several. */
		ticked: async (name) => await titles(input(name).locator('.el-select__tags-text')),

		async fill(values) {
			for (const [name, value] of Object.entries(values)) {
				await field(name).fill(value);
				await field(name).blur();
			}
		},

		/** Runs the node and waits until it finishes. */
		async execute() {
			const started = page.waitForResponse((answer) => /\/workflows\/\w+\/run/.test(answer.url()));
			await node.getByTestId('node-execute-button').click();
			await started;
			await ended
				.first()
				.waitFor({ state: 'hidden' })
				.catch(() => {});
			await ended.first().waitFor();
			await settled(page);
		},

		/** Number of items, or the tab that names it where the node has an error output. */
		count: () => counted.or(items).or(successBranch).first().innerText(),

		headings: async () => await titles(output.locator('th')),

		/** Headings whose text is in view as a whole, without scrolling. */
		async headingsInView() {
			const panel = await output.boundingBox();
			const headings = await output.locator('th').evaluateAll((cells) =>
				cells.map((cell) => {
					const { ownerDocument: document } = cell;
					const hasText = (node) => (node.textContent.trim() === '' ? 2 : 1);
					const name = document.createTreeWalker(cell, 4, hasText).nextNode() ?? cell;
					const text = document.createRange();
					text.selectNodeContents(name);
					const { left, right } = text.getBoundingClientRect();
					return { name: name.textContent.trim(), left, right };
				}),
			);
			return headings
				.filter(({ left, right }) => left >= panel.x && right <= panel.x + panel.width)
				.map(({ name }) => name);
		},

		data: () => output.getByTestId('ndv-data-container').innerText(),

		schema: async () => await titles(output.getByTestId('run-data-schema-node-name')),

		async errorShown() {
			return {
				message: await output.getByTestId('node-error-message').innerText(),
				description: await output.getByTestId('node-error-description').innerText(),
			};
		},

		/** Closes n8n's toast notifications. */
		async dismissNotes() {
			const notes = page.locator('.el-notification');
			const close = notes.locator('.el-notification__closeBtn').first();
			while ((await notes.count()) > 0) {
				// A toast can disappear by itself at the same moment.
				await close.click({ timeout: GONE_MS }).catch(() => {});
				await pause(SETTLED_MS);
			}
		},

		/** Opens the selected credential, waits for its test, and returns the labels of its fields. */
		async openCredential() {
			await node.getByTestId('credential-edit-button').click();
			await dialog.getByTestId('credentials-config-container-test-success').waitFor();
			await settled(page);
			const labels = dialog.getByTestId('credential-connection-parameter').locator('label');
			const shown = await titles(labels.filter({ visible: true }));
			return shown.map((title) => title.replace('*', '').trim());
		},

		async closeCredential() {
			await dialog.getByRole('button', { name: 'Close' }).click();
			await dialog.waitFor({ state: 'hidden' });
		},

		/** URL of the icon on the node in the workflow. */
		async icon() {
			const picture = page.getByTestId('canvas-node').locator('img[src*="orders"]').first();
			await picture.waitFor();
			const [src, width] = await picture.evaluate((it) => [it.src, it.naturalWidth]);
			return width > 0 ? src : `nothing at ${src}`;
		},

		/** Switches this browser to the dark theme. */
		async darken() {
			await page.evaluate("localStorage.setItem('N8N_THEME', 'dark')");
			await page.reload();
			await page.getByTestId('canvas-node').first().waitFor();
			await settled(page);
		},

		/** @param {'schema' | 'table' | 'json'} view */
		show: async (view) => await press(output.getByTestId(`radio-button-${view}`)),

		/** Drags the node's parameters to the left to widen the output. */
		async moveLeft(pixels) {
			const handle = await node.getByTestId('panel-drag-button').boundingBox();
			const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
			await page.mouse.move(x, y);
			await page.mouse.down();
			await page.mouse.move(x - pixels, y, { steps: 8 });
			await page.mouse.up();
			await settled(page);
		},

		async close() {
			await page.getByTestId('ndv-close-button').click();
			await node.waitFor({ state: 'hidden' });
		},
	};
}

/** Waits for n8n's transitions and moves the pointer away so that no tooltip is open. */
export async function settled(page) {
	await page.mouse.move(640, 10);
	await pause(SETTLED_MS);
}
