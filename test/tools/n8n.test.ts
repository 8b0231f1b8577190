import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { keptIn } from '../e2e/kept';
import { welcome } from '../e2e/welcome';

describe('what is printed when n8n is ready', () => {
	const shown = {
		url: 'http://localhost:5678',
		title: 'n8n 2 with this package',
		owner: { email: 'owner@example.com', password: 'secret' },
		workflows: [
			{ name: 'Get orders', missing: null },
			{ name: 'Order status to Slack', missing: 'needs your own credential: Slack' },
		],
		guide: 'CREDENTIALS AND ORDERS',
		code: '3_500102_abc',
		hasMoved: false,
		log: 'n8n.log',
	};

	test('begins with a first step that works as it is, and has what each workflow needs', () => {
		const [, title, , first] = welcome(shown).split('\n');
		expect(title).toBe('n8n 2 with this package is ready.');
		expect(first).toMatch(/open http:\/\/localhost:5678\/workflow\/get-orders.*"Execute workflow"/);
		const text = welcome(shown);
		for (const part of ['CREDENTIALS AND ORDERS', '3_500102_abc', 'secret', 'n8n.log'])
			expect(text).toContain(part);
		expect(text).toMatch(/run here as they are\n {2}Get orders\n/);
		expect(text).toMatch(
			/need more\n {2}Order status to Slack {3}needs your own credential: Slack/,
		);
	});

	test('says that the Base URL is a new one only when it is', () => {
		expect(welcome(shown)).not.toContain('new Base URL');
		expect(welcome({ ...shown, hasMoved: true })).toContain('new Base URL');
	});
});

describe('what the sandbox keeps from one start to the next', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(path.join(os.tmpdir(), 'kept-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	const ends = { accessExpiresAt: 2, refreshExpiresAt: 3 };
	const grant = { accessToken: 'access', refreshToken: 'refresh', issued: 1, ...ends };

	test('its port and its tokens', () => {
		const file = path.join(folder, 'sandbox.json');
		const first = keptIn(file);
		expect(first).toMatchObject({ port: 0, granted: [] });
		first.keepPort(4711);
		first.keep([grant]);
		expect(keptIn(file)).toMatchObject({ port: 4711, granted: [grant] });
	});

	test.each(['', '{', 'null', '[]'])('nothing from a damaged file: %j', (text) => {
		const file = path.join(folder, 'sandbox.json');
		writeFileSync(file, text);
		expect(keptIn(file)).toMatchObject({ port: 0, granted: [] });
	});
});
