import assert from 'node:assert/strict';
import path from 'node:path';

const ID = 'aliexpress-authorization';
const CODE = '3_500102_Zk3vUWQpQ8xq1bYc4n7T0d5e12';

/**
 * Publishes the example "AliExpress authorization", opens its page, and checks what its script does.
 *
 * @param {import('../screenshots.mjs').Stage} stage
 */
export async function checkAuthorization({ page, test, folder, n8n }) {
	await n8n.activate(ID);
	const callback = `${n8n.url}/webhook/${ID}`;

	await test('the authorization page copies the code, and counts down from 3 minutes', async () => {
		await page.goto(`${callback}?code=${CODE}`);
		assert.match(await page.locator('#time').innerText(), /Time left: (3:00|2:5\d)$/);
		await page.screenshot({ path: path.join(folder, 'authorization-code.png') });
		await page.locator('#copy').click();
		assert.equal(await page.locator('#copy').innerText(), 'Copied');
		await page.locator('#again').click();
		const key = page.locator('input[name=client_id]');
		await key.press('ControlOrMeta+V');
		assert.equal(await key.inputValue(), CODE);
	});

	await test('the authorization page does not guess the age of a code after a reload', async () => {
		await page.goto(`${callback}?code=${CODE}`);
		await page.reload();
		assert.match(await page.locator('#time').innerText(), /within 3 minutes/);
	});

	await test('the authorization page opens AliExpress with the App Key and its address', async () => {
		await page.goto(callback);
		await page.screenshot({ path: path.join(folder, 'authorization-start.png') });
		await page.route('https://api-sg.aliexpress.com/**', (route) =>
			route.fulfill({ body: 'sign in' }),
		);
		await page.locator('input[name=client_id]').fill('512345');
		await page.getByRole('button').click();
		await page.waitForURL('https://api-sg.aliexpress.com/**');
		const { pathname, searchParams } = new URL(page.url());
		assert.equal(pathname, '/oauth/authorize');
		assert.deepEqual(Object.fromEntries(searchParams), {
			response_type: 'code',
			force_auth: 'true',
			redirect_uri: callback,
			client_id: '512345',
		});
	});
}
