import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The fields for which the browser gets a placeholder; a person typed the first two. */
const SECRETS = ['appSecret', 'authorizationCode', 'record'];

/** @param {import('../e2e.mjs').Context} context */
export async function authorizationCodeCases({ test, n8n, sandbox, accounts, userFolder }) {
	await test('Authorization code: exchanged once, tokens stored encrypted', async () => {
		const { data } = accounts.find(({ type }) => type === 'aliExpressApi');
		const code = sandbox.issueCode();
		const tokens = { authorizationCode: code, accessToken: '', refreshToken: '' };
		const body = { name: 'By code', type: 'aliExpressApi', data: { ...data, ...tokens } };
		const begin = sandbox.requests.length;
		const { id } = await n8n.api('/credentials', { body });
		await n8n.testCredential(id);
		// The test uses the stored tokens.
		await n8n.testCredential(id);
		const { accessToken, refreshToken } = sandbox.currentTokens().aliexpress;
		const calls = sandbox.requests.slice(begin).map(({ call, outcome }) => `${call} ${outcome}`);
		deepEqual(calls, ['token ok', 'order ok', 'order ok']);
		equal(sandbox.requests.at(-1).accessToken, accessToken);

		const shown = await n8n.api(`/credentials/${id}?includeData=true`);
		const answer = JSON.stringify([shown, await n8n.api('/credentials')]);
		const plain = [data.appSecret, code, accessToken, refreshToken];
		const leakedIn = (text) => plain.filter((secret) => text.includes(secret));
		deepEqual(leakedIn(answer), []);
		for (const field of SECRETS) {
			ok(shown.data[field]?.startsWith('__n8n_BLANK_VALUE'), `${field} is shown`);
		}
		const bytes = databaseBytes(userFolder);
		ok(bytes.includes('By code'), 'the database was read');
		deepEqual(leakedIn(bytes), []);
	});
}

/** The raw bytes of the database files, including the write-ahead log. */
function databaseBytes(userFolder) {
	const folder = path.join(userFolder, '.n8n');
	const files = readdirSync(folder).filter((name) => name.startsWith('database.sqlite'));
	return Buffer.concat(files.map((name) => readFileSync(path.join(folder, name))));
}
