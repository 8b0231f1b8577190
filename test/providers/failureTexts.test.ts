import type { INode } from 'n8n-workflow';

import type { Fault } from '../../http/fault';
import { nodeError } from '../../n8n/errors';
import { providers } from '../../providers';
import { aliexpress } from '../../providers/aliexpress';
import * as aliexpressFailures from '../../providers/aliexpress/failures';
import { amazon } from '../../providers/amazon';
import * as amazonFailures from '../../providers/amazon/failures';
import { baseUrl } from '../../providers/baseUrl';
import { missingField } from '../../providers/credentialField';
import type { Failure, FailureKind, Result } from '../../providers/failure';
import type { FailureRow } from '../../providers/failureTable';
import { TRANSPORT_FAILURES, transportFailure } from '../../providers/transportFailure';
import { tuya } from '../../providers/tuya';
import * as tuyaFailures from '../../providers/tuya/failures';
import { firstPage, queryOf } from './calls.support';

/** Every failure text that the project can show. */
const failures = new Map<string, Failure>();
const add = (outcome: Result<unknown> | Failure | undefined): void => {
	if (outcome === undefined || ('ok' in outcome && outcome.ok)) return;
	const failure = 'failure' in outcome ? outcome.failure : outcome;
	failures.set(`${failure.message} ${failure.description}`, failure);
};

/** The texts of each row, with every combination of these values in place of those of the sample. */
function addRows<Facts extends object>(
	rows: ReadonlyArray<FailureRow<Facts>>,
	sample: Facts,
	values: { readonly [Name in keyof Facts]?: ReadonlyArray<Facts[Name]> },
): void {
	const combined = Object.entries<readonly unknown[] | undefined>(values).reduce<readonly Facts[]>(
		(all, [name, each = []]) =>
			each.flatMap((value) => all.map((it) => ({ ...it, [name]: value }))),
		[sample],
	);
	for (const { kind, message, description } of rows) {
		for (const facts of combined) {
			add({ kind, message: message(facts), description: description(facts) } as Failure);
		}
	}
}

const httpStatus = [200, 404, 503];
const words = ['', 'no.', 'session', 'refresh_token', 'order_id', 'app_key', 'language'];
addRows(aliexpressFailures.FAILURES, aliexpressFailures.SAMPLE_FACTS, {
	call: ['order', 'token', 'test'],
	code: ['', 'NewCode', 'a code'],
	httpStatus,
	words,
	orderId: ['8190439416163295', '8190439416163290'],
});
addRows(tuyaFailures.FAILURES, tuyaFailures.SAMPLE_FACTS, {
	call: ['order', 'search', 'token'],
	dataCenter: ['', 'Central Europe'],
	httpStatus,
	words: ['', 'no.'],
});
addRows(amazonFailures.FAILURES, amazonFailures.SAMPLE_FACTS, {
	call: ['order', 'search', 'token'],
	region: ['', 'Europe'],
	isPersonal: [false, true],
	httpStatus,
	words: ['', 'no.'],
	orderId: ['', '902-3159896-1390916'],
});

const faults = Object.keys(TRANSPORT_FAILURES) as Fault[];
for (const fault of faults) {
	add(transportFailure(fault, 'AliExpress', 'https://api-sg.aliexpress.com'));
	add(transportFailure(fault, 'Tuya'));
}
for (const address of ['', 'http://gateway.example', 'https://a:b@gateway.example']) {
	add(baseUrl(address));
}
add(missingField('App Key', 'it is in the console'));

const QUERY = queryOf('', '8146123456781234', { mallCode: 'MALL', siteCode: 'SITE' });
const SEARCH = { ...firstPage(QUERY), placedAfter: 0 };
for (const { validate, search } of providers) {
	for (const orderId of ['', 'a b', '{{ $json.id }}', 'x'.repeat(200), 'search']) {
		add(validate({ ...QUERY, orderId }));
	}
	for (const changes of [{ language: 'a b' }, { options: { timeZone: 'Mars/Olympus' } }]) {
		add(validate({ ...QUERY, ...changes }));
	}
	for (const changes of [{ orderStatuses: ['on_hold'] as const }, { placedAfter: 1 }]) {
		add(search?.validate({ ...SEARCH, ...changes }, 0));
	}
}

const KEYS = { appKey: '512345', appSecret: 'secret' };
const ALIEXPRESS = { baseUrl: 'https://api-sg.aliexpress.com', ...KEYS };
const { session } = aliexpress.credential;
for (const data of [{}, { ...ALIEXPRESS, appKey: '' }, { ...ALIEXPRESS, appSecret: '' }]) {
	add(aliexpress.credential.read(data));
}
for (const accessToken of ['', 'token']) {
	add(session.request({ ...ALIEXPRESS, accessToken }, { now: 0, nonce: '' }));
}
const TUYA = { dataCenter: 'in', accessId: 'id', accessSecret: 'a\nb' };
for (const data of [{}, { ...TUYA, accessId: '' }, TUYA]) add(tuya.credential.read(data));
const AMAZON = { region: 'eu', clientId: 'id', clientSecret: 'secret', refreshToken: 'token' };
const CUSTOM = { ...AMAZON, region: 'custom', baseUrl: 'https://a.example', tokenUrl: 'b' };
for (const name of Object.keys(AMAZON)) add(amazon.credential.read({ ...AMAZON, [name]: '' }));
add(amazon.credential.read(CUSTOM));

const REPLACED_BY_N8N =
	/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|ERRADDRINUSE|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;
const NOT_FILLED_IN = /undefined|null|NaN|: \.|\[object|(?<!\{)\{\w*\}|\$\{/;
const RAW_URL = /https?:\/\/[\w[]/;
/** Says that something went wrong, and not what. */
const FILLER =
	/\b(?:an? (?:error|problem|failure) (?:has )?(?:occurred|happened)|something went wrong|failed to)\b/i;
const expectClear = (text: string): void => {
	for (const bad of [REPLACED_BY_N8N, FILLER, NOT_FILLED_IN, RAW_URL]) {
		expect(text).not.toMatch(bad);
	}
};

test('the texts are of all kinds', () => {
	const kinds = new Set<FailureKind>([...failures.values()].map(({ kind }) => kind));
	expect(kinds.size).toBe(17);
});

test.each([...new Map([...failures.values()].map((each) => [each.message, each] as const))])(
	'%s',
	(message) => {
		expect(message).toMatch(/^["“\w].*[^.\s]$/s);
		expect(message.split(' ').length).toBeLessThanOrEqual(12);
		expectClear(message);
		for (const failure of failures.values()) {
			if (failure.message !== message) continue;
			expect(failure.description).toMatch(/^["“\w].*[.)]$/s);
			expectClear(failure.description);
		}
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

test.each([
	['AliExpress', aliexpressFailures.FAILURES],
	['Tuya', tuyaFailures.FAILURES],
	['Amazon', amazonFailures.FAILURES],
])('%s: each code is in the table once', (_name, rows) => {
	const codes = (rows as ReadonlyArray<FailureRow<never>>).flatMap((row) => row.codes);
	expect(codes).toEqual([...new Set(codes)]);
});

const TESTED = [
	...aliexpressFailures.CREDENTIAL_TEST_REFUSALS,
	...tuyaFailures.CREDENTIAL_TEST_REFUSALS,
	...amazonFailures.CREDENTIAL_TEST_STATUSES,
];
test.each([...new Set(TESTED.map(({ message }) => message))])(
	'the test of a credential has no order, no option and no details: %s',
	(message) => {
		expect(message).toMatch(/^\w.*\. .*\.$/);
		expect(message).not.toMatch(/Order ID|Language|Max Retries|retries|Concurrency|details|used:/);
		expectClear(message);
	},
);

test('the notices about a session speak as the failures do', () => {
	const notices = session.warnings?.({ refreshExpiresAt: 3 * 86_400_000 }, 1, true) ?? [];
	expect(notices).toHaveLength(2);
	notices.forEach(expectClear);
});
