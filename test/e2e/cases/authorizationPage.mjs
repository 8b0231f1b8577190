import { deepEqual, equal, ok } from 'node:assert/strict';
import { createRequire } from 'node:module';

const ID = 'aliexpress-authorization';
const START = 'Authorize your AliExpress app';
/** Addresses whose page must not contain anything of the query. */
const NO_CODE = [
	['no query', ''],
	['an empty code', '?code='],
	['an error in place of a code', '?error=access_denied&error_description=marker'],
	['markup in the code', '?code=%3Cscript%3Emarker%3C/script%3E'],
	['markup behind a code', '?code=3_500102_abc%22%3E%3Cimg%20src=x%20onerror=marker%3E'],
	['a second line', '?code=3_500102_abc%0Amarker'],
	['an expression', '?code={{marker}}'],
	['several codes', '?code=3_500102_abc&code=%3Cb%3Emarker'],
	['an object', '?code[marker]=3_500102_abc'],
	['a code that is too long', `?code=${'marker'.repeat(1_000)}`],
];

/** @param {import('../e2e.mjs').Context} context */
export async function authorizationPageCases({ test, n8n, installed, sandbox }) {
	const { JSDOM } = createRequire(installed.n8n)('jsdom');
	const callback = `${n8n.url}/webhook/${ID}`;
	/** The page as a browser without scripts sees it. */
	const open = async (query) => {
		const answer = await fetch(callback + query);
		const text = await answer.text();
		equal(answer.status, 200, text);
		equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
		equal(answer.headers.get('cache-control'), 'no-store');
		equal(answer.headers.get('referrer-policy'), 'no-referrer');
		const { document } = new JSDOM(text).window;
		return { text, document, heading: document.querySelector('h1').textContent };
	};
	await test('Authorization page: shows the code that AliExpress sends, ready to copy', async () => {
		await n8n.activate(ID);
		const code = sandbox.issueCode();
		const { document, heading } = await open(`?code=${code}&state=x`);
		equal(heading, 'Your authorization code');
		equal(document.getElementById('code').value, code);
		equal(document.getElementById('copy').textContent, 'Copy');
		equal(document.getElementById('again').href, callback);
		ok(document.body.textContent.includes('Authorization Code'));
	});
	await test('Authorization page: without a code, starts the sign-in at AliExpress', async () => {
		const { document, heading } = await open('');
		equal(heading, START);
		equal(document.getElementById('callback').textContent, callback);
		const form = document.querySelector('form');
		form.elements.client_id.value = '512345';
		equal(form.action, 'https://api-sg.aliexpress.com/oauth/authorize');
		deepEqual(
			[...form.elements].flatMap(({ name, value }) => (name ? [[name, value]] : [])),
			[
				['response_type', 'code'],
				['force_auth', 'true'],
				['redirect_uri', callback],
				['client_id', '512345'],
			],
		);
	});
	await test('Authorization page: repeats nothing but a code from its address', async () => {
		for (const [what, query] of NO_CODE) {
			const { text, heading } = await open(query);
			equal(heading, START, what);
			ok(!text.includes('marker'), what);
		}
	});
	await test('Authorization page: the code is in no saved execution', async () => {
		deepEqual(await n8n.executions(ID), []);
	});
}
