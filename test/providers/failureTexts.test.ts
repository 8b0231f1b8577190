import type { INode } from 'n8n-workflow';

import type { Fault } from '../../http/fault';
import type { Reply } from '../../http/message';
import { nodeError } from '../../n8n/errors';
import { providers } from '../../providers';
import { aliexpress } from '../../providers/aliexpress';
import { FAILURES as ALIEXPRESS_FAILURES } from '../../providers/aliexpress/failures';
import { amazon } from '../../providers/amazon';
import { FAILURES as AMAZON_FAILURES } from '../../providers/amazon/failures';
import { baseUrl } from '../../providers/baseUrl';
import type { CredentialData, OrderQuery, SigningCredentials } from '../../providers/call';
import { missingField } from '../../providers/credentialField';
import type { Failure, FailureKind, Result } from '../../providers/failure';
import { TRANSPORT_FAILURES, transportFailure } from '../../providers/transportFailure';
import { tuya } from '../../providers/tuya';
import { FAILURES as TUYA_FAILURES } from '../../providers/tuya/failures';

/** Every failure text that the project can show. */
const failures = new Map<string, Failure>();
const add = (outcome: Result<unknown> | Failure): void => {
	if ('ok' in outcome && outcome.ok) return;
	const failure = 'failure' in outcome ? outcome.failure : outcome;
	failures.set(`${failure.message} ${failure.description}`, failure);
};

const STATUSES = [200, 204, 302, 400, 401, 403, 404, 407, 408, 429, 500, 502, 503];
const reply = (body: unknown, status = 200): Reply => ({ status, body, retryAfter: null });
const codesOf = (rows: ReadonlyArray<{ readonly codes: readonly string[] }>) =>
	rows.flatMap(({ codes }) => codes).map((code) => code.replace('*', 'something'));
const query = (provider: string, changes: Partial<OrderQuery> = {}): OrderQuery => ({
	provider,
	orderId: '8146123456781234',
	fields: { mallCode: 'MALL', siteCode: 'SITE' },
	language: 'en',
	options: {},
	...changes,
});
const ALIEXPRESS = {
	baseUrl: 'https://api-sg.aliexpress.com',
	...{ appKey: '512345', appSecret: 'secret', accessToken: 'token' },
};
const TUYA = { dataCenter: 'euCentral', accessId: 'id', accessSecret: 'secret' };

const faults = Object.keys(TRANSPORT_FAILURES) as Fault[];
for (const fault of faults) {
	add(transportFailure(fault, 'AliExpress', 'https://api-sg.aliexpress.com'));
	add(transportFailure(fault, 'Tuya'));
}
for (const address of ['', 'http://gateway.example', 'https://a:b@gateway.example']) {
	add(baseUrl(address));
}
add(missingField('App Key', 'it is in the console'));
for (const { name, validate } of providers) {
	for (const changes of [
		...[{ orderId: '' }, { orderId: 'a b' }, { orderId: '{{ $json.id }}' }],
		...[{ orderId: 'x'.repeat(200) }, { language: 'a b' }],
		{ options: { timeZone: 'Mars/Olympus' } },
	]) {
		add(validate(query(name, changes)));
	}
}

const signing = ({ credential }: { credential: typeof tuya.credential }, data: CredentialData) => {
	const read = credential.read(data);
	if (!read.ok) throw new Error(read.failure.message);
	return read.value;
};

const ali: SigningCredentials = signing(aliexpress, ALIEXPRESS);
const { order, tracking } = aliexpress;
const renewal = aliexpress.credential.session;
const addAliexpress = (body: unknown, status?: number) => {
	add(order.response(reply(body, status), query('aliexpress'), ali));
	if (tracking) add(tracking.response(reply(body, status), query('aliexpress'), ali));
	add(renewal.update(reply(body, status), ALIEXPRESS, 0));
};
const numbers = Array.from({ length: 60 }, (_, number) => String(number));
const unknown = ['NeverSeenBefore', 'code with spaces'];
for (const code of [...codesOf(ALIEXPRESS_FAILURES), ...numbers, ...unknown]) {
	for (const message of ['', 'access_token', 'refresh_token', 'order_id', 'app_key', 'language']) {
		addAliexpress({ code, message });
		addAliexpress({ code: '15', sub_code: code, message });
	}
}
for (const status of STATUSES) {
	for (const body of [undefined, {}, [], 'page', { x_response: { result: {} } }]) {
		addAliexpress(body, status);
	}
}
for (const credentials of [{}, { baseUrl: ALIEXPRESS.baseUrl }, { ...ALIEXPRESS, appSecret: '' }]) {
	add(aliexpress.credential.read(credentials));
}
for (const accessToken of ['', 'token']) {
	add(renewal.request({ ...ALIEXPRESS, accessToken }, { now: 0, nonce: '' }));
}

const mall = signing(tuya, TUYA);
const addTuya = (body: unknown, status?: number) => {
	add(tuya.order.response(reply(body, status), query('tuya'), mall));
	add(tuya.credential.session.update(reply(body, status), TUYA, 0));
};
for (const status of STATUSES) {
	for (const code of [...codesOf(TUYA_FAILURES), '99999999', '']) {
		for (const msg of ['no', '']) addTuya({ success: false, code, msg }, status);
	}
	for (const body of [undefined, {}, 'page', { success: true }, { success: true, result: {} }]) {
		addTuya(body, status);
	}
}
for (const result of [{ order_id: 'another' }, { surprise: 1 }]) addTuya({ success: true, result });
const custom = { dataCenter: 'custom', baseUrl: 'http://gateway.example' };
for (const data of [{}, { dataCenter: 'in' }, { dataCenter: 'in', accessId: 'id' }, custom]) {
	add(tuya.credential.read(data));
}

const AMAZON = { region: 'eu', clientId: 'id', clientSecret: 'secret', refreshToken: 'token' };
const seller = signing(amazon, AMAZON);
const SEARCH = {
	...{ ...query('amazon'), orderStatuses: [], orderStatus: '', placedAfter: 0, placedBefore: null },
	...{ updatedAfter: null, page: 1, pageSize: 100, cursor: '' },
};
const addAmazon = (body: unknown, status?: number) => {
	for (const includePersonalData of [false, true]) {
		const options = { includePersonalData };
		add(amazon.order.response(reply(body, status), query('amazon', { options }), seller));
	}
	if (amazon.search) add(amazon.search.response(reply(body, status), SEARCH, seller));
	add(amazon.credential.session.update(reply(body, status), AMAZON, 0));
};
const details = [
	'',
	'The access token has expired.',
	'not valid for region',
	'Could not match input',
];
for (const status of STATUSES) {
	for (const code of [...codesOf(AMAZON_FAILURES), 'Surprise']) {
		for (const detail of [...details, 'The marketplaces are not valid for region']) {
			addAmazon({ errors: [{ code, message: null, details: detail }] }, status);
		}
		addAmazon({ error: code }, status);
	}
	for (const body of [undefined, {}, 'page', { order: {} }, { order: { orderId: '1' } }]) {
		addAmazon(body, status);
	}
}
for (const name of Object.keys(AMAZON)) {
	add(amazon.credential.read({ ...AMAZON, [name]: name === 'region' ? 'custom' : '' }));
}
add(
	amazon.credential.read({
		...AMAZON,
		region: 'custom',
		baseUrl: 'https://a.example',
		tokenUrl: 'b',
	}),
);
for (const changes of [{ orderStatuses: ['on_hold'] as const }, { placedAfter: 1 }]) {
	const outcome = amazon.search?.validate({ ...SEARCH, ...changes }, 0);
	if (outcome) add(outcome);
}

const REPLACED_BY_N8N =
	/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;
const NOT_FILLED_IN = /undefined|null|NaN|\[object|(?<!\{)\{\w*\}|\$\{/;
const RAW_URL = /https?:\/\/[\w[]/;
/** Says that something went wrong, and not what. */
const FILLER =
	/\b(?:an? (?:error|problem|failure) (?:has )?(?:occurred|happened)|something went wrong|failed to)\b/i;

test('the texts are as many as the tables have rows, and more', () => {
	const kinds = new Set<FailureKind>([...failures.values()].map(({ kind }) => kind));
	expect(kinds.size).toBe(17);
	expect(failures.size).toBeGreaterThan(TUYA_FAILURES.length + faults.length + 15);
});

test.each([...failures.values()].map((failure) => [failure.message, failure] as const))(
	'%s',
	(_message, { kind, message, description }) => {
		expect(message).toMatch(/^["“\w].*[^.\s]$/s);
		expect(description).toMatch(/^["“\w].*[.)]$/s);
		for (const text of [message, description]) {
			expect(text).not.toMatch(REPLACED_BY_N8N);
			expect(text).not.toMatch(FILLER);
			expect(text).not.toMatch(NOT_FILLED_IN);
			expect(text).not.toMatch(RAW_URL);
		}
		expect(message.split(' ').length).toBeLessThanOrEqual(12);
		expect(kind).not.toBe('');
	},
);

test('the texts come through n8n’s own error as they are', () => {
	const node = { id: '1', name: 'Get Order', type: 'x', typeVersion: 1 } as INode;
	const changed = [...failures.values()].filter((failure) => {
		const shown = nodeError(node, failure);
		return shown.message !== failure.message || shown.description !== failure.description;
	});
	expect(changed).toEqual([]);
});

test('the notices about a session speak as the failures do', () => {
	const notices = renewal.warnings?.({ refreshExpiresAt: 3 * 86_400_000 }, 1, true) ?? [];
	expect(notices).toEqual([
		expect.stringContaining('Authorization Code'),
		expect.stringContaining('in 3 days'),
	]);
	for (const notice of notices) {
		expect(notice).not.toMatch(REPLACED_BY_N8N);
		expect(notice).not.toMatch(FILLER);
		expect(notice).not.toMatch(NOT_FILLED_IN);
	}
});
