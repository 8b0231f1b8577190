import { Workflow, type INodeTypes } from 'n8n-workflow';

import { AmazonSpApi } from '../../../credentials/AmazonSpApi.credentials';
import { amazon } from '../../../providers/amazon';

const credential = new AmazonSpApi();
const { request, rules = [] } = credential.test;

/** The request of the credential's test, as n8n evaluates it. */
function evaluated(fields: Readonly<Record<string, string>>) {
	const name = 'Test';
	const node = { id: '1', name, type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };
	const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
	const workflow = new Workflow({
		nodes: [{ ...node, position: [0, 0] }],
		connections: {},
		active: false,
		nodeTypes,
	});
	const read = (value: unknown) =>
		workflow.expression.getParameterValue(value as string, null, 0, 0, name, [], 'manual', {
			$credentials: fields,
		});
	return { baseURL: read(request.baseURL), qs: read(request.qs) as Record<string, unknown> };
}

test.each([
	[{ region: 'eu', baseUrl: '' }, 'https://sellingpartnerapi-eu.amazon.com'],
	[{ region: 'custom', baseUrl: ' http://localhost:8080/a/ ' }, 'http://localhost:8080/a'],
])('the test of %j goes to %s', (fields, baseURL) => {
	expect(evaluated(fields).baseURL).toBe(baseURL);
});

test('asks for one order that changed in the last five minutes, which the role has to allow', () => {
	const before = Date.now();
	const { qs } = evaluated({ region: 'na', baseUrl: '' });
	const asked = Date.parse(String(qs.lastUpdatedAfter)) + 5 * 60_000;
	expect(asked).toBeGreaterThanOrEqual(before);
	expect(asked).toBeLessThanOrEqual(Date.now());
	expect(qs).toEqual({
		lastUpdatedAfter: expect.stringMatching(/^[\d-]{10}T[\d:.]{12}Z$/) as string,
		maxResultsPerPage: '1',
	});
	expect(request.url).toBe('/orders/2026-01-01/orders');
});

test('says for each status what it means for the credential', () => {
	const messages = Object.fromEntries(
		(rules as ReadonlyArray<{ properties: { value: unknown; message: string } }>).map(
			({ properties }) => [properties.value, properties.message],
		),
	);
	expect(Object.keys(messages)).toEqual(['400', '401', '403', '404', '429']);
	expect(messages[403]).toContain('role Inventory and Order Tracking');
	expect(messages[429]).toMatch(/^Amazon accepted the credential/);
	for (const message of Object.values(messages)) {
		expect(message).not.toMatch(/Order ID|Max Retries|undefined/);
	}
});

test('the form names what the provider reads, each secret hidden', () => {
	const named = credential.properties.map(({ name }) => name);
	expect(named).toEqual(
		expect.arrayContaining(['clientId', 'clientSecret', 'refreshToken', 'region']),
	);
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(hidden.map(({ name }) => name)).toEqual([
		...['clientSecret', 'refreshToken'],
		...['record', 'record'],
	]);
	expect(credential.name).toBe(amazon.credentialType);
});
