import { setTimeout as pause } from 'node:timers/promises';

const SETTLED_MS = 400;

/**
 * n8n's editor as a person works in it. The names in it were read in n8n 2.40.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} url
 */
export function editor(page, url) {
	const node = page.getByTestId('ndv');
	const output = page.getByTestId('output-panel');
	const openList = page.locator('.el-popper').filter({ visible: true });
	const input = (name) => node.getByTestId(`parameter-input-${name}`);
	const field = (name) => input(name).locator('input, textarea').first();

	return {
		page,
		node,
		output,

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

		/** The names of the nodes that the panel finds for a text. */
		async searchNodes(text) {
			await page.keyboard.press('ControlOrMeta+A');
			await page.keyboard.type(text);
			await pause(SETTLED_MS * 2);
			return await page.getByTestId('node-creator-item-name').allInnerTexts();
		},

		async addNode(name) {
			await page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
			await page.getByRole('button', { name: 'Add to workflow' }).click();
			await node.waitFor();
			await settled(page);
		},

		/** The labels of the parameters on the node's first tab. */
		async labels() {
			const labels = node.getByTestId('node-parameters').getByTestId('input-label');
			const texts = await labels.filter({ visible: true }).allInnerTexts();
			return texts.map((text) => text.split('\n')[0].trim());
		},

		/** The names of the credentials that can be chosen. */
		async credentials() {
			await node.getByTestId('node-credentials-select').click();
			await openList.first().waitFor();
			const offered = openList.locator('[data-test-id^=node-credentials-select-item]');
			const names = await offered.allInnerTexts();
			await node.getByTestId('node-credentials-select').click();
			await openList.first().waitFor({ state: 'hidden' });
			return names.map((text) => text.split('\n')[0].trim()).filter((it) => !/^Create/.test(it));
		},

		async chooseCredential(name) {
			await node.getByTestId('node-credentials-select').click();
			await openList.getByText(name, { exact: true }).click();
			await openList.first().waitFor({ state: 'hidden' });
		},

		/** What a list parameter offers. */
		async choices(name) {
			await input(name).click();
			await openList.first().waitFor();
			const texts = await openList.getByRole('option').allInnerTexts();
			await input(name).click();
			await openList.first().waitFor({ state: 'hidden' });
			return texts.map((text) => text.split('\n')[0].trim());
		},

		async choose(name, choice) {
			await input(name).click();
			await openList.getByRole('option', { name: choice }).first().click();
			await openList.first().waitFor({ state: 'hidden' });
			await settled(page);
		},

		async fill(values) {
			for (const [name, value] of Object.entries(values)) {
				await field(name).fill(value);
				await field(name).blur();
			}
		},

		/** Runs the node and waits for its end. */
		async execute() {
			const ended = page.waitForResponse((answer) => /\/run(\?|$)/.test(answer.url()));
			await node.getByTestId('node-execute-button').click();
			await ended;
			await output
				.getByTestId('node-run-info')
				.or(output.getByTestId('node-error-message'))
				.or(output.locator('[data-test-id=node-run-status-success], .run-data [data-test-id]'))
				.first()
				.waitFor();
			await settled(page);
		},

		/** @param {'schema' | 'table' | 'json'} view */
		async show(view) {
			await output.getByTestId(`radio-button-${view}`).click();
			await settled(page);
		},

		/** Moves the node's middle part, to give the output more room. */
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

/** Lets n8n's transitions end and takes the pointer away, that no hint covers anything. */
export async function settled(page) {
	await page.mouse.move(640, 795);
	await pause(SETTLED_MS);
}
